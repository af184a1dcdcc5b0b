with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

-- who did anything in a week counts on each basis on which one of his acts stands
actor_weeks as (

    select
        occurred_week,
        actor_id,
        max(standing) as standing
    from interactions
    where actor_id is not null
    group by occurred_week, actor_id

),

counted as (

    select
        occurred_week,
        standing,
        count(*) as actors
    from actor_weeks
    group by occurred_week, standing

),

final as (

    select
        bases.basis,
        counted.occurred_week as period_start,
        cast(sum(counted.actors) as bigint) as numerator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.occurred_week

)

select * from final
