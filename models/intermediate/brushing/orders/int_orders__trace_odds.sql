with

traces as (

    select * from {{ ref('int_orders__traces') }}

),

in_boxes as (

    select
        order_id,
        max(1 - chance_orders / box_orders) as certainty
    from {{ ref('int_orders__suspects') }}
    where is_in_box
    group by order_id

),

-- an order of a box counts as brushed by the share of the box that chance does not explain
weighted as (

    select
        traces.feature,
        traces.value,
        sum(coalesce(in_boxes.certainty, 0)) as brushed,
        sum(1 - coalesce(in_boxes.certainty, 0)) as honest
    from traces
    left join in_boxes on traces.order_id = in_boxes.order_id
    group by traces.feature, traces.value

),

-- one order more everywhere: what was never seen is not impossible
final as (

    select
        feature,
        value,
        ln(
            (brushed + 1) / (sum(brushed) over (partition by feature) + count(*) over (partition by feature))
        )
        - ln((honest + 1) / (sum(honest) over (partition by feature) + count(*) over (partition by feature)))
            as log_odds
    from weighted

)

select * from final
