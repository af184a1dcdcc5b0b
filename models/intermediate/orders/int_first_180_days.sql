with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

customers as (

    select * from {{ ref('int_purchase_days') }}
    where days_since_first = 0 and days_observed >= 180

),

-- what customers cancel in the window is taken off; what they did before day 0 is not of their life as customers
lines as (

    select
        customers.basis,
        customers.actor_id,
        customers.purchase_date,
        customers.first_purchase_month,
        customers.country,
        coalesce(orders.amount, 0) as amount,
        row_number() over (
            partition by customers.basis, customers.actor_id
            order by case when orders.is_purchase then 0 else 1 end, orders.ordered_at, orders.order_line_id
        ) as place,
        orders.channel_id
    from customers
    inner join orders
        on
            customers.basis = orders.basis
            and customers.actor_id = orders.actor_id
            and {{ dbt.datediff('customers.purchase_date', 'orders.ordered_date', 'day') }} between 0 and 180

),

final as (

    select
        basis,
        actor_id,
        purchase_date as first_purchase_date,
        first_purchase_month,
        country,
        max(case when place = 1 then channel_id end) as first_channel_id,
        cast(sum(amount) as decimal(38, 4)) as amount
    from lines
    group by basis, actor_id, purchase_date, first_purchase_month, country

)

select * from final
