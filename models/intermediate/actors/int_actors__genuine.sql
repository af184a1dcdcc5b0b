with

interactions as (

    select * from {{ ref('canonical_interactions') }}
    where is_admitted and actor_id is not null

),

blocked as (

    select distinct interaction_id from {{ ref('blocked_interactions') }}

),

blocked_actors as (

    select actor_id from {{ ref('int_actors__blocked') }}

),

final as (

    select distinct interactions.actor_id
    from interactions
    left join blocked on interactions.interaction_id = blocked.interaction_id
    left join blocked_actors on interactions.actor_id = blocked_actors.actor_id
    where blocked.interaction_id is null and blocked_actors.actor_id is null

)

select * from final
