{% set stretch = truenorth.order_stretch('orders.slot') %}
{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
with

orders as (

    select * from {{ ref('int_orders__placed') }}

),

levels as (

    {% for level in levels %}
    select {{ level }} as haste_level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- a seller's orders of a few days, at every level of haste
stretches as (

    select
        levels.haste_level,
        coalesce(orders.seller_id, '') as seller_id,
        {{ stretch }} as stretch,
        cast(count(*) as double) as orders,
        cast(sum(case when orders.haste >= levels.haste_level then 1 else 0 end) as double) as hasty
    from orders
    cross join levels
    group by levels.haste_level, coalesce(orders.seller_id, ''), {{ stretch }}

),

-- attacks are in this share too
with_attacks as (

    select
        haste_level,
        sum(hasty) / sum(orders) as ratio
    from stretches
    group by haste_level

),

surprising as (

    select
        stretches.seller_id,
        stretches.stretch,
        min({{ truenorth.log_hoeffding_tail('stretches.hasty', 'stretches.orders', '(stretches.orders * with_attacks.ratio)') }})
            as log_p
    from stretches
    inner join with_attacks on stretches.haste_level = with_attacks.haste_level
    group by stretches.seller_id, stretches.stretch

),

final as (

    select
        seller_id,
        stretch
    from surprising
    where log_p >= ln({{ var('truenorth_false_positive_bound') }})

)

select * from final
