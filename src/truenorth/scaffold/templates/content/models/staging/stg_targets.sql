with

works as (

    select * from {{ source('registers', 'works') }}

),

final as (

    select
        work_id as target_id,
        -- the work stays, others act on it
        case when not {{ truenorth.is_erased('author_id') }} then author_id end as author_id,
        published_at,
        kind
    from works

)

select * from final
