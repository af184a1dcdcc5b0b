with

brushed as (

    select * from {{ ref('int_orders__brushed') }}
    where doubt <= {{ truenorth.threshold('most_doubt') }}

),

orders as (

    select * from {{ ref('int_orders__placed') }}

),

buyers as (

    select
        case_id,
        count(distinct actor_id) as buyers
    from brushed
    group by case_id

),

-- of the cases that name an order, the one that chance explains least
ranked as (

    select
        *,
        min(doubt) over (partition by order_id) as least_doubt,
        row_number() over (partition by order_id order by p_value, case_id) as place
    from brushed

),

final as (

    select
        'brushed_orders' as signal,
        'order' as subject_type,
        ranked.order_id as subject_id,
        ranked.case_id,
        ranked.actor_id,
        orders.ordered_at as occurred_at,
        {{ truenorth.order_slot_start('ranked.first_slot') }} as window_start,
        {{ truenorth.order_slot_start('(ranked.first_slot + ranked.half_days)') }} as window_end,
        cast(ranked.observed as double) as observed,
        cast(ranked.expected as double) as expected,
        cast(ranked.p_value as double) as p_value,
        cast(buyers.buyers - 1 as bigint) as partners,
        cast(ranked.purity as double) as purity,
        cast(ranked.exclusivity as double) as exclusivity,
        cast(-log10(greatest(ranked.least_doubt, 1e-300)) as double) as score
    from ranked
    inner join orders on ranked.order_id = orders.order_id
    inner join buyers on ranked.case_id = buyers.case_id
    where ranked.place = 1

)

select * from final
