with

exposures as (

    select * from {{ ref('int_exposures__standing') }}

),

actors as (

    select * from {{ ref('int_actors__known') }}

),

blocked as (

    select actor_id from {{ ref('int_actors__blocked') }}

),

-- an account that nobody knows is seen on every basis, one that only detection exposes on the last alone
judged as (

    select
        exposures.exposed_week,
        exposures.kind,
        exposures.standing,
        case
            when actors.actor_id is null then 1
            when blocked.actor_id is not null then 3
        end as invalid_from,
        count(*) as exposures
    from exposures
    left join actors on exposures.actor_id = actors.actor_id
    left join blocked on exposures.actor_id = blocked.actor_id
    group by
        exposures.exposed_week,
        exposures.kind,
        exposures.standing,
        case
            when actors.actor_id is null then 1
            when blocked.actor_id is not null then 3
        end

),

final as (

    select
        bases.basis,
        judged.exposed_week as period_start,
        judged.kind,
        cast(sum(case when judged.invalid_from <= bases.least_standing then judged.exposures else 0 end) as bigint)
            as numerator,
        cast(sum(judged.exposures) as bigint) as denominator
    from judged
    inner join {{ truenorth.bases() }} on judged.standing >= bases.least_standing
    group by bases.basis, judged.exposed_week, judged.kind

)

select * from final
