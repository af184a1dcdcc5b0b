with

campaigns as (

    select * from {{ source('registers', 'campaigns') }}

),

final as (

    select
        campaign_id,
        kind,
        content_id as target_id,
        cast(starts_at as timestamp) as starts_at,
        cast(ends_at as timestamp) as ends_at
    from campaigns

)

select * from final
