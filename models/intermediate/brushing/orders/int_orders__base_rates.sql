{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
with

orders as (

    select * from {{ ref('int_orders__calm_orders') }}

),

levels as (

    {% for level in levels %}
    select {{ level }} as haste_level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        levels.haste_level,
        avg(case when orders.haste >= levels.haste_level then 1.0 else 0.0 end) as ratio
    from orders
    cross join levels
    group by levels.haste_level
    having max(orders.haste) >= levels.haste_level

)

select * from final
