with

last_day as (

    select max(acted_on) as last_on
    from {{ ref('int_targets__days') }}

),

first_engagements as (

    select
        target_id,
        cast({{ dbt.date_trunc('week', 'occurred_at') }} as date) as week_start,
        actor_id,
        min(occurred_at) as engaged_at
    from {{ ref('canonical_interactions') }}
    where
        is_admitted
        and action in ('like', 'comment')
        and occurred_at >= {{ truenorth.detection_from() }}
    group by target_id, cast({{ dbt.date_trunc('week', 'occurred_at') }} as date), actor_id

),

-- whoever came a moment ago had no time to buy
engagements as (

    select first_engagements.*
    from first_engagements
    cross join last_day
    where
        cast({{ dbt.dateadd('day', truenorth.threshold('yield_days', signal='likes_without_yield'),
            'first_engagements.engaged_at') }} as date) <= last_day.last_on

),

orders as (

    select
        actor_id,
        max(ordered_at) as last_worth_at
    from {{ ref('canonical_orders') }}
    where is_admitted and not is_cancellation and actor_id is not null
    group by actor_id

),

follows as (

    select
        actor_id,
        max(occurred_at) as last_worth_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and action = 'follow'
    group by actor_id

),

-- the last time that an account did what costs: one row per account, so that no like is joined to all its orders
worth as (

    select
        actor_id,
        max(last_worth_at) as last_worth_at
    from (
        select
            actor_id,
            last_worth_at
        from orders
        union all
        select
            actor_id,
            last_worth_at
        from follows
    ) as either
    group by actor_id

),

final as (

    select
        engagements.target_id,
        engagements.week_start,
        count(*) as cohort,
        cast(sum(case when worth.last_worth_at > engagements.engaged_at then 1 else 0 end) as bigint) as yielded,
        min(engagements.engaged_at) as first_engaged_at,
        max(engagements.engaged_at) as last_engaged_at
    from engagements
    left join worth on engagements.actor_id = worth.actor_id
    group by engagements.target_id, engagements.week_start

)

select * from final
