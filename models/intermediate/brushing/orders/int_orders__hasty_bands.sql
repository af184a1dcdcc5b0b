{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
with

orders as (

    select * from {{ ref('int_orders__calm_orders') }}
    where haste > 0 and amount_step is not null

),

levels as (

    {% for level in levels %}
    select {{ level }} as haste_level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

hasty as (

    select
        levels.haste_level,
        orders.amount_step
    from orders
    inner join levels on orders.haste >= levels.haste_level

),

banded as (

    {% for back in range(steps) %}
    select
        haste_level,
        amount_step - {{ back }} as band
    from hasty
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        haste_level,
        band,
        cast(count(*) * {{ steps }} as double) / sum(count(*)) over (partition by haste_level) as ratio
    from banded
    group by haste_level, band

)

select * from final
