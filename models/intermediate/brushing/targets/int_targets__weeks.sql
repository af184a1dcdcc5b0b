with

vanity as (

    select
        target_id,
        cast({{ dbt.date_trunc('week', 'acted_on') }} as date) as week_start,
        sum(vanity_acts) as vanity_acts,
        min(first_acted_at) as first_acted_at,
        max(last_acted_at) as last_acted_at
    from {{ ref('int_targets__days') }}
    group by target_id, cast({{ dbt.date_trunc('week', 'acted_on') }} as date)

),

worth as (

    select
        target_id,
        cast({{ dbt.date_trunc('week', 'ordered_date') }} as date) as week_start,
        count(distinct order_id) as orders
    from {{ ref('canonical_orders') }}
    where is_admitted and not is_cancellation and target_id is not null
    group by target_id, cast({{ dbt.date_trunc('week', 'ordered_date') }} as date)

),

final as (

    select
        vanity.target_id,
        vanity.week_start,
        cast(vanity.vanity_acts as bigint) as vanity_acts,
        cast(coalesce(worth.orders, 0) as bigint) as orders,
        vanity.first_acted_at,
        vanity.last_acted_at
    from vanity
    left join worth on vanity.target_id = worth.target_id and vanity.week_start = worth.week_start

)

select * from final
