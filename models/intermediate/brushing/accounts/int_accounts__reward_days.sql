with

acts as (

    select
        actor_id,
        target_id,
        occurred_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and occurred_at >= {{ truenorth.detection_from() }}

),

-- what draws people by a prize rather than by the thing itself
rewards as (

    select
        target_id,
        starts_at,
        ends_at
    from {{ ref('canonical_campaigns') }}
    where kind in ('lottery', 'giveaway') and starts_at < ends_at

),

rewarded as (

    select
        acts.actor_id,
        acts.occurred_at
    from acts
    inner join rewards on acts.target_id = rewards.target_id
    where acts.occurred_at >= rewards.starts_at and acts.occurred_at < rewards.ends_at
    union all
    select
        acts.actor_id,
        acts.occurred_at
    from acts
    inner join rewards on acts.occurred_at >= rewards.starts_at and acts.occurred_at < rewards.ends_at
    where rewards.target_id is null

),

reward_days as (

    select
        actor_id,
        cast(occurred_at as date) as acted_on,
        count(distinct occurred_at) as reward_moments
    from rewarded
    group by actor_id, cast(occurred_at as date)

),

days as (

    select
        actor_id,
        cast(occurred_at as date) as acted_on,
        count(distinct occurred_at) as moments,
        min(occurred_at) as first_acted_at,
        max(occurred_at) as last_acted_at
    from acts
    group by actor_id, cast(occurred_at as date)

),

-- days, not acts: what is done in one sitting is one decision
final as (

    select
        days.actor_id,
        count(*) as days_active,
        cast(
            sum(case when reward_days.reward_moments = days.moments then 1 else 0 end) as bigint
        ) as days_for_reward,
        min(days.first_acted_at) as first_acted_at,
        max(days.last_acted_at) as last_acted_at
    from days
    left join reward_days on days.actor_id = reward_days.actor_id and days.acted_on = reward_days.acted_on
    group by days.actor_id

)

select * from final
