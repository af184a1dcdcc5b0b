with

contents as (

    select * from {{ source('registers', 'contents') }}

),

final as (

    select
        content_id as target_id,
        -- the content stays, others act on it
        case when not {{ truenorth.is_erased('author_id') }} then author_id end as author_id,
        published_at,
        kind,
        length_seconds as duration_seconds
    from contents

)

select * from final
