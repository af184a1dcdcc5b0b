with

watered as (

    select
        estimates.channel_id,
        estimates.clicks as channel_clicks,
        estimates.bot_share
    from {{ ref('int_channels__bot_share') }} as estimates
    inner join {{ ref('sig_watered_channels') }} as findings on estimates.channel_id = findings.subject_id

),

cells as (

    select * from {{ ref('int_channels__click_cells') }}

),

steps as (

    select * from {{ ref('int_channels__typical_steps') }}

),

hours as (

    select * from steps
    where feature = 'clock'

),

dwells as (

    select * from steps
    where feature = 'dwell'

),

own as (

    select
        channel_id,
        clock_hour,
        dwell_step,
        sum(clicks) as clicks,
        sum(case when is_proven then clicks else 0 end) as proven_clicks
    from cells
    group by channel_id, clock_hour, dwell_step

),

typical as (

    select * from {{ ref('int_channels__typical_cells') }}

),

-- one click is shared out over the cells that hold few: a rare cell is thin there, never empty
people_shares as (

    select
        hours.step as clock_hour,
        dwells.step as dwell_step,
        (coalesce(typical.unproven_clicks, 0) + count(*) over () * hours.people_share * dwells.people_share)
        / (sum(coalesce(typical.unproven_clicks, 0)) over () + count(*) over ()) as unproven_share
    from hours
    cross join dwells
    left join typical on hours.step = typical.clock_hour and dwells.step = typical.dwell_step

),

described as (

    select
        own.channel_id,
        own.clock_hour,
        own.dwell_step,
        own.clicks - own.proven_clicks as unproven_clicks,
        watered.bot_share * watered.channel_clicks as channel_bots,
        (1 - watered.bot_share) * watered.channel_clicks as channel_people,
        sum(own.proven_clicks) over (partition by own.channel_id) as channel_proven,
        sum(own.clicks) over (partition by own.channel_id, own.clock_hour) as hour_clicks,
        sum(own.clicks) over (partition by own.channel_id, own.dwell_step) as dwell_clicks,
        coalesce(hours.people_share, 0) as hour_share,
        coalesce(dwells.people_share, 0) as dwell_share,
        coalesce(people_shares.unproven_share, 0) as unproven_share
    from own
    inner join watered on own.channel_id = watered.channel_id
    left join hours on own.clock_hour = hours.step
    left join dwells on own.dwell_step = dwells.step
    left join people_shares
        on own.clock_hour = people_shares.clock_hour and own.dwell_step = people_shares.dwell_step

),

-- what a margin holds beyond the people in it
excesses as (

    select
        *,
        greatest(hour_clicks - channel_people * hour_share, 0) as hour_excess,
        greatest(dwell_clicks - channel_people * dwell_share, 0) as dwell_excess,
        row_number() over (partition by channel_id, clock_hour order by dwell_step) as place_in_hour,
        row_number() over (partition by channel_id, dwell_step order by clock_hour) as place_in_dwell
    from described

),

-- machines keep the same stay at every hour, so their cells are the product of their margins
expected as (

    select
        channel_id,
        clock_hour,
        dwell_step,
        unproven_clicks,
        channel_bots,
        greatest(channel_people - channel_proven, 0) * unproven_share as expected_people,
        channel_bots * hour_excess * dwell_excess / nullif(
            sum(case when place_in_hour = 1 then hour_excess else 0 end) over (partition by channel_id)
            * sum(case when place_in_dwell = 1 then dwell_excess else 0 end) over (partition by channel_id), 0
        ) as expected_bots
    from excesses

),

posteriors as (

    select
        *,
        coalesce(expected_bots / nullif(expected_bots + expected_people, 0), 0) as bot_probability
    from expected

),

final as (

    select
        channel_id,
        clock_hour,
        dwell_step,
        cast(unproven_clicks as bigint) as unproven_clicks,
        channel_bots,
        expected_people,
        coalesce(expected_bots, 0) as expected_bots,
        bot_probability,
        cast(
            sum(unproven_clicks) over (
                partition by channel_id order by bot_probability desc, clock_hour asc, dwell_step asc
            ) as bigint
        ) as clicks_as_odd
    from posteriors

)

select * from final
