{#-
  Clicks that led to what the channel was used for, over clicks of which that is known, by channel: of the channels
  that are paid for, or of those that are not. A channel of which nobody says whether it is paid for is in neither.
-#}
{% macro share_of_clicks_converted(is_paid) %}
with

clicks as (

    select * from {{ ref('int_clicks__standing') }}

),

channels as (

    select * from {{ ref('canonical_channels') }}

),

counted as (

    select
        clicked_week,
        channel_id,
        standing,
        sum(case when converted then 1 else 0 end) as conversions,
        count(*) as clicks
    from clicks
    where converted is not null
    group by clicked_week, channel_id, standing

),

final as (

    select
        bases.basis,
        counted.clicked_week as period_start,
        coalesce(channels.name, channels.channel_id) as channel,
        cast(sum(counted.conversions) as bigint) as numerator,
        cast(sum(counted.clicks) as bigint) as denominator
    from counted
    inner join channels on counted.channel_id = channels.channel_id
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    where channels.is_paid = {{ is_paid }}
    group by bases.basis, counted.clicked_week, coalesce(channels.name, channels.channel_id)

)

select * from final
{% endmacro %}
