{{ config(materialized='view') }}

with

orders as (

    select * from {{ ref('canonical_orders') }}

),

blocked as (

    select distinct order_id from {{ ref('blocked_orders') }}

),

held_batches as (

    select distinct batch_id
    from {{ ref('brushing_held_batches') }}
    where entity = 'orders'

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

-- joins and not `not in`: a NULL among the blocked ids or batches must take nothing with it
standings as (

    select
        orders.*,
        {{ truenorth.standing(
            'orders.is_admitted',
            'blocked.order_id is not null or held_batches.batch_id is not null',
            'not_covered.subject_id is not null'
        ) }} as standing
    from orders
    left join blocked on orders.order_id = blocked.order_id
    left join held_batches on orders.batch_id = held_batches.batch_id
    left join not_covered
        on
            orders.actor_id = not_covered.subject_id
            and coalesce(orders.ordered_at, cast(orders.ordered_date as timestamp)) = not_covered.happened_at
    where
        orders.order_id is not null
        and {{ truenorth.within_calendar('orders.ordered_date') }}

),

final as (

    select
        bases.basis,
        standings.order_line_id,
        standings.order_id,
        standings.actor_id,
        coalesce(standings.ordered_at, cast(standings.ordered_date as timestamp)) as ordered_at,
        standings.ordered_date,
        cast({{ dbt.date_trunc('month', 'standings.ordered_date') }} as date) as ordered_month,
        coalesce(standings.country, 'unknown') as country,
        standings.target_id,
        standings.channel_id,
        standings.amount,
        standings.author_income,
        coalesce(standings.is_refunded, false) as is_refunded,
        -- a naive dashboard takes every invoice for a purchase, cancellations too
        (bases.basis = 'raw' or not standings.is_cancellation) as is_purchase
    from standings
    inner join {{ truenorth.bases() }} on standings.standing >= bases.least_standing

)

select * from final
