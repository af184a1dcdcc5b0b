with

experiments as (

    select * from {{ source('registers', 'experiments') }}

),

final as (

    select
        experiment_id,
        metric,
        arm,
        cast(read_at as timestamp) as read_on,
        cast(people as bigint) as n,
        cast(mean as double) as mean,
        cast(variance as double) as variance,
        cast(meant_share as double) as treated_share
    from experiments

)

select * from final
