with

interactions as (

    select * from {{ ref('int_interactions__standing') }}
    where action = 'view' and dwell_seconds is not null

),

contents as (

    select * from {{ ref('int_targets__contents') }}
    where duration_seconds > 0

),

counted as (

    select
        interactions.occurred_week,
        interactions.standing,
        contents.kind,
        sum(case when interactions.dwell_seconds >= contents.duration_seconds then 1 else 0 end) as completed,
        count(*) as looks
    from interactions
    inner join contents on interactions.target_id = contents.target_id
    group by interactions.occurred_week, interactions.standing, contents.kind

),

final as (

    select
        bases.basis,
        counted.occurred_week as period_start,
        counted.kind,
        cast(sum(counted.completed) as bigint) as numerator,
        cast(sum(counted.looks) as bigint) as denominator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.occurred_week, counted.kind

)

select * from final
