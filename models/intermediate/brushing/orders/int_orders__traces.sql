{% set reach = 2 * truenorth.threshold('stretch_days', 'brushed_orders') %}
with

hasty as (

    select * from {{ ref('int_orders__placed') }}
    where haste > 0

),

-- other hasty orders of the same buyer: within a stretch of days, and beyond it
neighbours as (

    select
        order_id,
        delay_step,
        is_refunded,
        slot - lag(slot) over buyer_orders as since_last,
        lead(slot) over buyer_orders - slot as until_next,
        slot - min(slot) over (partition by actor_id) as since_first,
        max(slot) over (partition by actor_id) - slot as until_last
    from hasty
    window buyer_orders as (partition by actor_id order by slot, order_id)

),

final as (

    select
        order_id,
        'delay' as feature,
        cast(delay_step as {{ dbt.type_string() }}) as value
    from neighbours
    union all
    select
        order_id,
        'refund' as feature,
        case when is_refunded then 'yes' else 'no' end as value
    from neighbours
    union all
    select
        order_id,
        'companion' as feature,
        case
            when
                least(since_last, until_next) <= {{ reach }}
                then 'yes'
            else 'no'
        end as value
    from neighbours
    union all
    select
        order_id,
        'habit' as feature,
        case when greatest(since_first, until_last) > {{ reach }} then 'yes' else 'no' end as value
    from neighbours

)

select * from final
