with

customers as (

    select * from {{ ref('int_first_180_days') }}

),

final as (

    select
        basis,
        first_purchase_month as period_start,
        country,
        sum(amount) as numerator,
        count(*) as denominator
    from customers
    group by basis, first_purchase_month, country

)

select * from final
