{{ config(materialized='view') }}

with

clicks as (

    select * from {{ ref('canonical_clicks') }}

),

-- a click without a stay cannot be placed, and one that the door refused is in no figure
final as (

    select
        click_id,
        channel_id,
        actor_id,
        clicked_at,
        cast(extract(hour from clicked_at) as integer) as clock_hour,
        -- half an octave a step: stays differ by factors, and steps need no sort and no sketch
        cast(least(floor(2 * ln(1 + greatest(dwell_seconds, 0)) / ln(2)), 40) as integer) as dwell_step,
        coalesce(converted, false) or coalesce(returned_next_day, false) as is_proven
    from clicks
    where
        is_admitted
        and channel_id is not null
        and dwell_seconds is not null
        and clicked_at >= {{ truenorth.detection_from() }}

)

select * from final
