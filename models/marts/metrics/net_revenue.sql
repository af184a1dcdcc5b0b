with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

final as (

    select
        basis,
        ordered_month as period_start,
        country,
        sum(coalesce(amount, 0)) as numerator,
        count(distinct actor_id) as persons
    from orders
    group by basis, ordered_month, country

)

select * from final
