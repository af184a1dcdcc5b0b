with

pushes as (

    select * from {{ ref('int_pushes__standing') }}
    where actor_id is not null

),

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

genuine as (

    select actor_id from {{ ref('int_actors__genuine') }}

),

-- how far the data can be followed: a time that cannot be is among what was not admitted, and would make all look gone
last_days as (

    select max(occurred_date) as last_date
    from interactions
    where standing >= 2

),

-- who never does anything genuine has not left: a dashboard counts him, the trusted basis does not
exposed as (

    select
        pushes.exposed_week,
        pushes.actor_id,
        max(least(pushes.standing, case when genuine.actor_id is null then 2 else 3 end)) as standing
    from pushes
    inner join last_days
        on {{ dbt.datediff('pushes.exposed_week', 'last_days.last_date', 'day') }} >= 34
    left join genuine on pushes.actor_id = genuine.actor_id
    group by pushes.exposed_week, pushes.actor_id

),

active as (

    select
        actor_id,
        occurred_week,
        max(standing) as standing
    from interactions
    where actor_id is not null
    group by actor_id, occurred_week

),

followed as (

    select
        exposed.exposed_week,
        exposed.actor_id,
        exposed.standing,
        coalesce(max(active.standing), 0) as standing_after
    from exposed
    left join active
        on
            exposed.actor_id = active.actor_id
            and {{ dbt.datediff('exposed.exposed_week', 'active.occurred_week', 'day') }} between 7 and 28
    group by exposed.exposed_week, exposed.actor_id, exposed.standing

),

final as (

    select
        bases.basis,
        followed.exposed_week as period_start,
        cast(sum(case when followed.standing_after < bases.least_standing then 1 else 0 end) as bigint) as numerator,
        count(*) as denominator
    from followed
    inner join {{ truenorth.bases() }} on followed.standing >= bases.least_standing
    group by bases.basis, followed.exposed_week

)

select * from final
