with

channels as (

    select * from {{ source('registers', 'channels') }}

),

final as (

    select
        channel_id,
        channel_name as name,
        cast(is_paid as boolean) as is_paid
    from channels

)

select * from final
