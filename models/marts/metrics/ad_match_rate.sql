with

ads as (

    select * from {{ ref('int_ads__standing') }}
    where was_clicked is not null

),

actors as (

    select * from {{ ref('int_actors__known') }}

),

genuine as (

    select actor_id from {{ ref('int_actors__genuine') }}

),

-- a dashboard counts every ad; one to an account that nobody knows, or that does nothing genuine, matched nobody
judged as (

    select
        ads.exposed_week,
        least(
            ads.standing,
            case
                when actors.actor_id is null then 1
                when genuine.actor_id is null then 2
                else 3
            end
        ) as standing,
        sum(case when ads.was_clicked then 1 else 0 end) as clicked,
        count(*) as shown
    from ads
    left join actors on ads.actor_id = actors.actor_id
    left join genuine on ads.actor_id = genuine.actor_id
    group by
        ads.exposed_week,
        least(
            ads.standing,
            case
                when actors.actor_id is null then 1
                when genuine.actor_id is null then 2
                else 3
            end
        )

),

final as (

    select
        bases.basis,
        judged.exposed_week as period_start,
        cast(sum(judged.clicked) as bigint) as numerator,
        cast(sum(judged.shown) as bigint) as denominator
    from judged
    inner join {{ truenorth.bases() }} on judged.standing >= bases.least_standing
    group by bases.basis, judged.exposed_week

)

select * from final
