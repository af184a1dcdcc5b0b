{% set stretch = truenorth.order_stretch('orders.slot') %}
{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
with

orders as (

    select * from {{ ref('int_orders__placed') }}

),

levels as (

    {% for level in levels %}
    select {{ level }} as level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- a seller's orders of a few days, at every level of haste
stretches as (

    select
        levels.level,
        coalesce(orders.seller_id, '') as seller_id,
        {{ stretch }} as stretch,
        cast(count(*) as double) as orders,
        cast(sum(case when orders.haste >= levels.level then 1 else 0 end) as double) as hasty
    from orders
    cross join levels
    group by levels.level, coalesce(orders.seller_id, ''), {{ stretch }}

),

-- attacks are in this share too
with_attacks as (

    select
        level,
        sum(hasty) / sum(orders) as share
    from stretches
    group by level

),

surprising as (

    select
        stretches.seller_id,
        stretches.stretch,
        min({{ truenorth.log_hoeffding_tail('stretches.hasty', 'stretches.orders', '(stretches.orders * with_attacks.share)') }})
            as log_p
    from stretches
    inner join with_attacks on stretches.level = with_attacks.level
    group by stretches.seller_id, stretches.stretch

),

final as (

    select
        stretches.level,
        sum(stretches.hasty) / sum(stretches.orders) as share
    from stretches
    inner join surprising on stretches.seller_id = surprising.seller_id and stretches.stretch = surprising.stretch
    where surprising.log_p >= ln({{ var('truenorth_false_positive_bound') }})
    group by stretches.level
    having sum(stretches.hasty) > 0

)

select * from final
