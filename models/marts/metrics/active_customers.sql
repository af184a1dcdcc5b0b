with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

-- one row per customer counted: a customer active in two months is one customer, so counts would not add up
final as (

    select distinct
        basis,
        ordered_month as period_start,
        country,
        actor_id
    from orders
    where is_purchase and actor_id is not null

)

select * from final
