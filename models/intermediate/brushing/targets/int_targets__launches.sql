with

acts as (

    select
        target_id,
        occurred_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and occurred_at >= {{ truenorth.detection_from() }}

),

first_acts as (

    select
        target_id,
        min(first_acted_at) as first_acted_at
    from {{ ref('int_targets__days') }}
    group by target_id

),

-- a launch before the window has its first hour outside it
launches as (

    select
        first_acts.target_id,
        coalesce(targets.published_at, first_acts.first_acted_at) as launched_at
    from first_acts
    inner join {{ ref('canonical_targets') }} as targets on first_acts.target_id = targets.target_id
    where coalesce(targets.published_at, first_acts.first_acted_at) >= {{ truenorth.detection_from() }}

),

final as (

    select
        launches.target_id,
        launches.launched_at,
        {{ dbt.dateadd('day', truenorth.threshold('days_watched', signal='seeded_growth'), 'launches.launched_at') }}
            as watched_until,
        count(*) as acts,
        cast(
            sum(
                case when acts.occurred_at < {{ dbt.dateadd('hour', 1, 'launches.launched_at') }} then 1 else 0 end
            ) as bigint
        ) as seeded_acts
    from launches
    inner join acts on launches.target_id = acts.target_id
    where
        acts.occurred_at >= launches.launched_at
        and acts.occurred_at
        < {{ dbt.dateadd('day', truenorth.threshold('days_watched', signal='seeded_growth'), 'launches.launched_at') }}
    group by launches.target_id, launches.launched_at

)

select * from final
