with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

acts as (

    select
        occurred_month,
        standing,
        sum(case when action in ('reply', 'save') then 1 else 0 end) as deep_acts,
        sum(case when action = 'like' then 1 else 0 end) as likes
    from interactions
    where action in ('reply', 'save', 'like')
    group by occurred_month, standing

),

viewing_days as (

    select
        actor_id,
        target_id,
        occurred_date,
        occurred_month,
        max(standing) as standing
    from interactions
    where action = 'view' and actor_id is not null and target_id is not null
    group by actor_id, target_id, occurred_date, occurred_month

),

-- a return stands no higher than the best day before it, without which it would be a first visit
visits as (

    select
        occurred_month,
        standing,
        max(standing) over (
            partition by actor_id, target_id order by occurred_date
            rows between unbounded preceding and 1 preceding
        ) as earlier_standing
    from viewing_days

),

return_visits as (

    select
        occurred_month,
        least(standing, earlier_standing) as standing,
        count(*) as deep_acts
    from visits
    where earlier_standing is not null
    group by occurred_month, least(standing, earlier_standing)

),

counted as (

    select
        occurred_month,
        standing,
        deep_acts,
        likes
    from acts
    union all
    select
        occurred_month,
        standing,
        deep_acts,
        0 as likes
    from return_visits

),

final as (

    select
        bases.basis,
        counted.occurred_month as period_start,
        cast(sum(counted.deep_acts) as bigint) as numerator,
        cast(sum(counted.likes) as bigint) as denominator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.occurred_month

)

select * from final
