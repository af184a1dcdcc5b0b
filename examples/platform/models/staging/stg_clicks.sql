with

clicks as (

    select * from {{ ref('adm_clicks__passed') }}

),

final as (

    select
        click_id,
        channel_id,
        account_id as actor_id,
        clicked_at,
        dwell_seconds,
        converted,
        returned_next_day,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from clicks

)

select * from final
