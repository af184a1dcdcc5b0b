{{ config(materialized='view') }}

with

orders as (

    select
        order_id,
        coalesce(seller_id, '') as seller_id,
        haste,
        amount_step,
        {{ truenorth.order_stretch('slot') }} as stretch
    from {{ ref('int_orders__placed') }}

),

final as (

    select
        orders.order_id,
        orders.haste,
        orders.amount_step
    from orders
    inner join {{ ref('int_orders__calm_stretches') }} as calm
        on orders.seller_id = calm.seller_id and orders.stretch = calm.stretch

)

select * from final
