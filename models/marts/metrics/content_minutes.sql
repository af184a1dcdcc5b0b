with

interactions as (

    select * from {{ ref('int_interactions__standing') }}
    where actor_id is not null

),

-- an account is active on a day on each basis on which one of its acts stands; its minutes stand act by act
account_days as (

    select
        occurred_week,
        max(standing) as standing
    from interactions
    group by occurred_week, occurred_date, actor_id

),

counted as (

    select
        occurred_week,
        standing,
        count(*) as account_days,
        cast(0 as decimal(28, 4)) as seconds
    from account_days
    group by occurred_week, standing

),

watched as (

    select
        occurred_week,
        standing,
        0 as account_days,
        sum({{ truenorth.money('dwell_seconds') }}) as seconds
    from interactions
    where dwell_seconds is not null
    group by occurred_week, standing

),

together as (

    select * from counted
    union all
    select * from watched

),

final as (

    select
        bases.basis,
        together.occurred_week as period_start,
        cast(sum(together.seconds) as decimal(38, 4)) as seconds,
        cast(sum(together.account_days) as bigint) as account_days
    from together
    inner join {{ truenorth.bases() }} on together.standing >= bases.least_standing
    group by bases.basis, together.occurred_week

)

select * from final
