with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

-- how far each basis can be observed: every row counts here, attributable or not
last_days as (

    select
        basis,
        max(ordered_date) as last_date
    from orders
    group by basis

),

purchase_days as (

    select
        basis,
        actor_id,
        ordered_date as purchase_date,
        min(country) as country
    from orders
    where is_purchase and actor_id is not null
    group by basis, actor_id, ordered_date

),

counted as (

    select
        basis,
        actor_id,
        purchase_date,
        first_value(purchase_date) over customer_days as first_purchase_date,
        first_value(country) over customer_days as country
    from purchase_days
    window customer_days as (partition by basis, actor_id order by purchase_date)

),

months as (

    select
        counted.basis,
        counted.actor_id,
        counted.purchase_date,
        counted.first_purchase_date,
        counted.country,
        last_days.last_date,
        cast({{ dbt.date_trunc('month', 'counted.purchase_date') }} as date) as purchase_month,
        cast({{ dbt.date_trunc('month', 'counted.first_purchase_date') }} as date) as first_purchase_month,
        cast({{ dbt.date_trunc('month', 'last_days.last_date') }} as date) as last_month
    from counted
    inner join last_days on counted.basis = last_days.basis

),

final as (

    select
        basis,
        actor_id,
        purchase_date,
        purchase_month,
        first_purchase_month,
        last_month,
        country,
        cast({{ dbt.datediff('first_purchase_date', 'purchase_date', 'day') }} as integer) as days_since_first,
        cast({{ dbt.datediff('first_purchase_month', 'purchase_month', 'month') }} as integer) as months_since_first,
        cast({{ dbt.datediff('first_purchase_date', 'last_date', 'day') }} as integer) as days_observed
    from months

)

select * from final
