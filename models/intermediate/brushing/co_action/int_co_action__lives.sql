with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

core as (

    select
        interaction_id,
        actor_key,
        min(precedence) as precedence
    from {{ ref('int_co_action__core') }}
    group by interaction_id, actor_key

),

members as (

    select
        actor_key,
        count(*) as core_acts,
        min(precedence) as precedence
    from core
    group by actor_key

),

-- what an account does for the authors of its group is no life besides: a follower is always among the first there
served as (

    select distinct
        actor_key,
        author_key
    from {{ ref('int_co_action__core') }}

),

their_targets as (

    select distinct acts.target_key
    from acts
    inner join members on acts.actor_key = members.actor_key

),

-- where an act stands in its target's audience: 0 first, 1 last, the act's own group left out
placed as (

    select
        acts.actor_key,
        acts.author_key,
        (
            rank() over (partition by acts.target_key order by acts.acted_second)
            + count(*) over (partition by acts.target_key order by acts.acted_second) - 1
        ) / 2.0 / count(*) over (partition by acts.target_key) as place,
        count(*) over (partition by acts.target_key) as audience
    from acts
    inner join their_targets on acts.target_key = their_targets.target_key
    left join core on acts.interaction_id = core.interaction_id
    where core.interaction_id is null

),

-- in an honest life an act stands anywhere in the audience: .25 from its middle on average; what is done to have
-- done something stands at the ends
distances as (

    select
        placed.actor_key,
        count(*) as other_acts,
        sum(abs(placed.place - 0.5)) as distance
    from placed
    inner join members on placed.actor_key = members.actor_key
    left join served on placed.actor_key = served.actor_key and placed.author_key = served.author_key
    where
        served.actor_key is null
        and placed.audience >= {{ truenorth.threshold('smallest_audience', 'lockstep_groups') }}
    group by placed.actor_key

),

records as (

    select
        acts.actor_key,
        sum(case when served.actor_key is null or core.interaction_id is not null then 1 else 0 end) as acts
    from acts
    inner join members on acts.actor_key = members.actor_key
    left join served on acts.actor_key = served.actor_key and acts.author_key = served.author_key
    left join core on acts.interaction_id = core.interaction_id
    group by acts.actor_key

),

final as (

    select
        cases.case_key,
        members.actor_key,
        members.precedence,
        members.core_acts,
        records.acts,
        coalesce(distances.other_acts, 0) as other_acts,
        coalesce(distances.distance, 0) as distance
    from members
    inner join {{ ref('int_co_action__cases') }} as cases on members.actor_key = cases.actor_key
    inner join records on members.actor_key = records.actor_key
    left join distances on members.actor_key = distances.actor_key

)

select * from final
