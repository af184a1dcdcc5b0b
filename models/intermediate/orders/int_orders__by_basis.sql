{{ config(materialized='view') }}

with

orders as (

    -- of the running project: a package's plain ref would look in truenorth too, and dbt warns of it
    select * from {{ ref(project_name, 'stg_orders') }}

),

bases as (

    select 'raw' as basis
    union all
    select 'trusted' as basis

),

final as (

    select
        bases.basis,
        orders.order_line_id,
        orders.order_id,
        orders.actor_id,
        orders.ordered_date,
        cast({{ dbt.date_trunc('month', 'orders.ordered_date') }} as date) as ordered_month,
        coalesce(orders.country, 'unknown') as country,
        orders.amount,
        -- a naive dashboard takes every invoice for a purchase, cancellations too
        (bases.basis = 'raw' or not orders.is_cancellation) as is_purchase
    from orders
    cross join bases
    where
        orders.order_id is not null
        and orders.ordered_date >= cast('{{ var("truenorth_calendar_start") }}' as date)
        and orders.ordered_date < cast('{{ var("truenorth_calendar_end") }}' as date)
        and (bases.basis = 'raw' or orders.is_admitted)

)

select * from final
