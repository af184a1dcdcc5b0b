with

contents as (

    select * from {{ source('planted', 'contents') }}

),

final as (

    select
        {{ text_of_id('content_id') }} as target_id,
        {{ text_of_id('author_id') }} as author_id,
        {{ timestamp_of_seconds('birth_ts') }} as published_at
    from contents

)

select * from final
