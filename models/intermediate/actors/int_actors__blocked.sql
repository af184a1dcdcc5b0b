with

interactions as (

    select * from {{ ref('canonical_interactions') }}

),

blocked as (

    select distinct interaction_id from {{ ref('blocked_interactions') }}

),

lives as (

    select
        interactions.actor_id,
        count(*) as acts,
        count(blocked.interaction_id) as blocked_acts,
        min(case when blocked.interaction_id is null then interactions.occurred_at end) as first_honest_at,
        min(case when blocked.interaction_id is not null then interactions.occurred_at end) as first_blocked_at
    from interactions
    left join blocked on interactions.interaction_id = blocked.interaction_id
    where interactions.is_admitted and interactions.actor_id is not null
    group by interactions.actor_id

),

-- most of its record is attack, and it has no honest life from before: a hijacked account has one
by_record as (

    select actor_id
    from lives
    where blocked_acts * 2 > acts and (first_honest_at is null or first_honest_at >= first_blocked_at)

),

by_verdict as (

    select subject_id as actor_id
    from {{ ref('brushing_standing_verdicts') }}
    where subject_type = 'actor' and status = 'blocked'

),

final as (

    select actor_id from by_record
    union distinct
    select actor_id from by_verdict

)

select * from final
