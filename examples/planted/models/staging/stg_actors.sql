with

users as (

    select * from {{ source('planted', 'users') }}

),

final as (

    select
        {{ text_of_id('user_id') }} as actor_id,
        {{ timestamp_of_seconds('created_ts') }} as created_at
    from users

)

select * from final
