{% set z = truenorth.threshold('confidence_z', signal='watered_channels') %}
with

channels as (

    select
        reference.channel_id,
        reference.clicks,
        reference.first_clicked_at,
        reference.last_clicked_at,
        evidence.clock_z,
        evidence.dwell_z
    from {{ ref('int_channels__reference') }} as reference
    inner join {{ ref('int_channels__lines') }} as evidence on reference.channel_id = evidence.channel_id

),

steps as (

    select * from {{ ref('int_channels__typical_steps') }}

),

cells as (

    select
        channel_id,
        'clock' as feature,
        clock_hour as step,
        sum(clicks) as clicks
    from {{ ref('int_channels__click_cells') }}
    group by channel_id, clock_hour
    union all
    select
        channel_id,
        'dwell' as feature,
        dwell_step as step,
        sum(clicks) as clicks
    from {{ ref('int_channels__click_cells') }}
    group by channel_id, dwell_step

),

-- the half of the reference that lies away from where the channel leans: what machines leave to people
halves as (

    select
        channels.channel_id,
        steps.feature,
        channels.clicks,
        sum(steps.people_share) as people_share,
        sum(coalesce(cells.clicks, 0)) as human_half_clicks
    from channels
    cross join steps
    left join cells
        on
            channels.channel_id = cells.channel_id
            and steps.feature = cells.feature
            and steps.step = cells.step
    where
        case
            when case when steps.feature = 'clock' then channels.clock_z else channels.dwell_z end > 0
                then steps.mid_rank < 0.5
            else steps.mid_rank > 0.5
        end
    group by channels.channel_id, steps.feature, channels.clicks

),

estimated as (

    select
        channel_id,
        feature,
        1 - human_half_clicks / (clicks * people_share) as bot_share,
        {{ z }} * sqrt(human_half_clicks * (clicks - human_half_clicks) / clicks)
        / (clicks * people_share) as half_width
    from halves

),

-- machines that also come by day or stay long hide in that half: each feature shows at least so many
seen as (

    select
        *,
        row_number() over (partition by channel_id order by bot_share desc, feature asc) as place
    from estimated

),

final as (

    select
        channels.channel_id,
        channels.clicks,
        channels.first_clicked_at,
        channels.last_clicked_at,
        greatest(seen.bot_share, 0) as bot_share,
        greatest(seen.bot_share - seen.half_width, 0) as bot_share_low,
        greatest(least(seen.bot_share + seen.half_width, 1), 0) as bot_share_high
    from channels
    inner join seen on channels.channel_id = seen.channel_id
    where seen.place = 1

)

select * from final
