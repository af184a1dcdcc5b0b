with

actors as (

    select * from {{ ref('int_actors__standing') }}

),

counted as (

    select
        created_month,
        country,
        standing,
        count(*) as actors
    from actors
    group by created_month, country, standing

),

final as (

    select
        bases.basis,
        counted.created_month as period_start,
        counted.country,
        cast(sum(counted.actors) as bigint) as numerator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.created_month, counted.country

)

select * from final
