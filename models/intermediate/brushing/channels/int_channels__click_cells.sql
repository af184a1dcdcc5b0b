with

clicks as (

    select * from {{ ref('int_channels__placed_clicks') }}

),

final as (

    select
        channel_id,
        clock_hour,
        dwell_step,
        is_proven,
        count(*) as clicks,
        min(clicked_at) as first_clicked_at,
        max(clicked_at) as last_clicked_at
    from clicks
    group by channel_id, clock_hour, dwell_step, is_proven

)

select * from final
