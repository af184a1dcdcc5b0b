{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
{% set stretch = truenorth.order_stretch('slot') %}
with

orders as (

    select * from {{ ref('int_orders__placed') }}
    where seller_id is not null

),

levels as (

    {% for level in levels %}
    select {{ level }} as level
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

stretches as (

    select
        levels.level,
        orders.seller_id,
        {{ stretch }} as stretch,
        avg(case when orders.haste >= levels.level then 1.0 else 0.0 end) as share
    from orders
    cross join levels
    group by levels.level, orders.seller_id, {{ stretch }}

),

ranked as (

    select
        level,
        seller_id,
        share,
        row_number() over (partition by level, seller_id order by share, stretch) as place,
        count(*) over (partition by level, seller_id) as stretches
    from stretches

),

-- the lower median: an attack has to fill half of a seller's days to pass for a habit
final as (

    select
        level,
        seller_id,
        cast(share as double) as share
    from ranked
    where
        stretches >= {{ truenorth.threshold('stretches_of_a_habit', 'brushed_orders') }}
        and place = cast(floor((stretches + 1) / 2.0) as bigint)
        and share > 0

)

select * from final
