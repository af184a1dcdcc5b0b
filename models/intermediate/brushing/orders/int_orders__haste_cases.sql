with

boxes as (

    select * from {{ ref('int_orders__boxes') }}

),

-- windows without a hasty order were tested too
tests as (

    select count(*) as tests from {{ ref('int_orders__windows') }}

),

ranked as (

    select
        boxes.*,
        tests.tests,
        rank() over (order by boxes.log_p) as place
    from boxes
    cross join tests

),

-- Benjamini-Hochberg: the last place that keeps its promise takes all before it along
last_kept as (

    select max(log_p) as log_p
    from ranked
    where log_p <= ln({{ truenorth.threshold('false_discoveries', 'brushed_orders') }} * place / tests)

),

final as (

    select
        ranked.trait,
        ranked.trait_id,
        ranked.half_days,
        ranked.first_slot,
        ranked.haste_level,
        ranked.band,
        ranked.window_orders,
        ranked.box_orders,
        ranked.chance,
        -- orders of the box that chance alone would put there among the window's other orders
        (ranked.window_orders - ranked.box_orders) * ranked.chance / (1 - ranked.chance) as chance_orders,
        exp(greatest(ranked.log_p, -700)) as p_value
    from ranked
    inner join last_kept on ranked.log_p <= last_kept.log_p

)

select * from final
