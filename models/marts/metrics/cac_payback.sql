with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

customers as (

    select * from {{ ref('int_first_180_days') }}

),

spent as (

    {{ truenorth.spent_by_month() }}

),

-- how far each basis can be observed
last_days as (

    select
        basis,
        max(ordered_date) as last_date
    from orders
    group by basis

),

won as (

    select
        basis,
        first_purchase_month,
        first_channel_id,
        sum(amount) as amount,
        count(*) as customers
    from customers
    group by basis, first_purchase_month, first_channel_id

),

-- only months of which every customer is followed to the end: else spend of a month would stand beside a part of it
final as (

    select
        last_days.basis,
        spent.spent_month as period_start,
        spent.channel_id,
        cast(spent.amount as double) as numerator,
        cast(coalesce(won.amount, 0) as double) as denominator,
        cast(coalesce(won.customers, 0) as bigint) as persons
    from spent
    inner join last_days
        on {{ dbt.datediff(dbt.last_day('spent.spent_month', 'month'), 'last_days.last_date', 'day') }} >= 180
    left join won
        on
            last_days.basis = won.basis
            and spent.spent_month = won.first_purchase_month
            and spent.channel_id = won.first_channel_id

)

select * from final
