with

contents as (

    select * from {{ source('registers', 'contents') }}

),

final as (

    select
        content_id as target_id,
        author_id,
        published_at,
        kind,
        length_seconds as duration_seconds
    from contents

)

select * from final
