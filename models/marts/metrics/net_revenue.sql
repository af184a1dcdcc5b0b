with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

final as (

    select
        basis,
        ordered_month as period_start,
        country,
        sum(coalesce(amount, 0)) as numerator
    from orders
    group by basis, ordered_month, country

)

select * from final
