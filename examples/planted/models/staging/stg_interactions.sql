with

events as (

    select * from {{ source('planted', 'events') }}

),

final as (

    select
        {{ text_of_id('event_id') }} as interaction_id,
        {{ text_of_id('user_id') }} as actor_id,
        {{ text_of_id('content_id') }} as target_id,
        action,
        {{ timestamp_of_seconds('ts') }} as occurred_at,
        {{ text_of_id('ip_prefix') }} as network_prefix,
        {{ text_of_id('device_id') }} as device_id,
        text
    from events

)

select * from final
