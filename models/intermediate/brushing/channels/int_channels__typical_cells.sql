with

cells as (

    select cells.*
    from {{ ref('int_channels__click_cells') }} as cells
    inner join {{ ref('int_channels__lines') }} as evidence on cells.channel_id = evidence.channel_id
    -- a channel that is odd itself says nothing of how people come elsewhere
    where
        evidence.is_reference
        and abs(evidence.clock_z) < {{ truenorth.threshold('confidence_z', signal='watered_channels') }}
        and abs(evidence.dwell_z) < {{ truenorth.threshold('confidence_z', signal='watered_channels') }}

),

final as (

    select
        clock_hour,
        dwell_step,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(case when is_proven then 0 else clicks end) as bigint) as unproven_clicks
    from cells
    group by clock_hour, dwell_step

)

select * from final
