with

clicks as (

    select * from {{ ref('int_channels__placed_clicks') }}

),

channels as (

    select * from {{ ref('sig_watered_channels') }}

),

cells as (

    select * from {{ ref('int_channels__bot_cells') }}

),

final as (

    select
        'watered_clicks' as signal,
        'click' as subject_type,
        clicks.click_id as subject_id,
        -- one case with the channel: an appeal is about the channel and frees its clicks
        channels.case_id,
        clicks.actor_id,
        clicks.clicked_at as occurred_at,
        channels.window_start,
        channels.window_end,
        cast(cells.unproven_clicks as double) as observed,
        cells.expected_people as expected,
        channels.p_value,
        channels.partners,
        cells.bot_probability as purity,
        cast(null as double) as exclusivity,
        cells.bot_probability as score
    from clicks
    inner join channels on clicks.channel_id = channels.subject_id
    inner join cells
        on
            clicks.channel_id = cells.channel_id
            and clicks.clock_hour = cells.clock_hour
            and clicks.dwell_step = cells.dwell_step
    where
        not clicks.is_proven
        and cells.bot_probability > {{ truenorth.threshold('bot_probability_min') }}
        -- no more clicks than the channel has machines: many just above the threshold would take too many people
        and cells.clicks_as_odd - cells.unproven_clicks / 2 <= cells.channel_bots

)

select * from final
