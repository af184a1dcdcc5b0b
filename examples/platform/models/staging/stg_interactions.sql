with

acts as (

    select * from {{ ref('adm_interactions__passed') }}

),

final as (

    select
        event_id as interaction_id,
        account_id as actor_id,
        content_id as target_id,
        action,
        happened_at as occurred_at,
        network_prefix,
        device_id,
        comment_text as text,
        dwell_seconds,
        channel_id,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from acts

)

select * from final
