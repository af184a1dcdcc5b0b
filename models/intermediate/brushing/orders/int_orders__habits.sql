{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
{% set stretch = truenorth.order_stretch('slot') %}
with

orders as (

    select * from {{ ref('int_orders__placed') }}
    where seller_id is not null

),

levels as (

    {% for level in levels %}
    select {{ level }} as haste_level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

stretches as (

    select
        levels.haste_level,
        orders.seller_id,
        {{ stretch }} as stretch,
        avg(case when orders.haste >= levels.haste_level then 1.0 else 0.0 end) as ratio
    from orders
    cross join levels
    group by levels.haste_level, orders.seller_id, {{ stretch }}

),

ranked as (

    select
        haste_level,
        seller_id,
        ratio,
        row_number() over (partition by haste_level, seller_id order by ratio, stretch) as place,
        count(*) over (partition by haste_level, seller_id) as stretches
    from stretches

),

-- the lower median: an attack has to fill half of a seller's days to pass for a habit
final as (

    select
        haste_level,
        seller_id,
        cast(ratio as double) as ratio
    from ranked
    where
        stretches >= {{ truenorth.threshold('stretches_of_a_habit', 'brushed_orders') }}
        and place = cast(floor((stretches + 1) / 2.0) as bigint)
        and ratio > 0

)

select * from final
