with

acts as (

    select * from {{ ref('adm_acts__passed') }}

),

final as (

    select
        act_id as interaction_id,
        reader_id as actor_id,
        work_id as target_id,
        action,
        happened_at as occurred_at,
        comment as text,
        seconds_watched as dwell_seconds,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from acts

)

select * from final
