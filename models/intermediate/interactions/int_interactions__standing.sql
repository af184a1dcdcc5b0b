{{ config(materialized='view') }}

with

interactions as (

    select * from {{ ref('canonical_interactions') }}

),

blocked as (

    select distinct interaction_id from {{ ref('blocked_interactions') }}

),

held_batches as (

    select distinct batch_id
    from {{ ref('brushing_held_batches') }}
    where entity = 'interactions'

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        interactions.interaction_id,
        interactions.actor_id,
        interactions.target_id,
        interactions.action,
        -- what costs the account more than a look or a tap
        coalesce(interactions.action in ('comment', 'reply', 'share', 'save', 'follow'), false) as is_deep,
        -- to look and to search answer nobody
        coalesce(interactions.action not in ('view', 'search'), false) as is_reaction,
        coalesce(
            extract(hour from interactions.occurred_at) between {{ var('truenorth_prime_time').from_hour }}
            and {{ var('truenorth_prime_time').to_hour }},
            false
        ) as is_prime_time,
        interactions.dwell_seconds,
        coalesce(interactions.channel_id, 'unknown') as channel_id,
        interactions.occurred_at,
        cast(interactions.occurred_at as date) as occurred_date,
        cast({{ dbt.date_trunc('week', 'cast(interactions.occurred_at as date)') }} as date) as occurred_week,
        cast({{ dbt.date_trunc('month', 'cast(interactions.occurred_at as date)') }} as date) as occurred_month,
        {{ truenorth.standing(
            'interactions.is_admitted',
            'blocked.interaction_id is not null or held_batches.batch_id is not null',
            'not_covered.subject_id is not null'
        ) }} as standing
    from interactions
    left join blocked on interactions.interaction_id = blocked.interaction_id
    left join held_batches on interactions.batch_id = held_batches.batch_id
    left join not_covered
        on interactions.actor_id = not_covered.subject_id and interactions.occurred_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(interactions.occurred_at as date)') }}

)

select * from final
