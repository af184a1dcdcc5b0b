with

lines as (

    select * from {{ ref('int_orders__by_basis') }}

),

-- an order belongs to the month and country of its first line, so that orders add up
orders as (

    select
        basis,
        order_id,
        min(ordered_month) as period_start,
        min(country) as country,
        min(actor_id) as actor_id,
        sum(coalesce(amount, 0)) as amount,
        max(case when is_purchase then 1 else 0 end) as purchases
    from lines
    group by basis, order_id

),

final as (

    select
        basis,
        period_start,
        country,
        sum(amount) as numerator,
        cast(sum(purchases) as bigint) as denominator,
        count(distinct actor_id) as persons
    from orders
    group by basis, period_start, country

)

select * from final
