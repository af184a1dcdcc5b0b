{% set z = truenorth.threshold("confidence_z", signal="watered_channels") %}
with

cells as (

    select * from {{ ref('int_channels__click_cells') }}

),

volumes as (

    select
        channel_id,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(case when is_proven then clicks else 0 end) as bigint) as proven_clicks,
        min(first_clicked_at) as first_clicked_at,
        max(last_clicked_at) as last_clicked_at
    from cells
    group by channel_id

),
{% if truenorth.has_entity('channels') %}
organic as (

    select distinct channel_id
    from {{ ref('canonical_channels') }}
    where not is_paid

),
{% endif %}
-- lower end of the share of clicks that proved human (Wilson): a channel must show it in enough clicks
trusted as (

    select
        volumes.*,
        (
            volumes.proven_clicks + 0.5 * {{ z }} * {{ z }}
            - {{ z }} * sqrt(
                volumes.proven_clicks * (volumes.clicks - volumes.proven_clicks) / volumes.clicks
                + 0.25 * {{ z }} * {{ z }}
            )
        ) / (volumes.clicks + {{ z }} * {{ z }}) as proven_share_low,
        {% if truenorth.has_entity('channels') %}
        organic.channel_id is not null as is_organic
        {% else %}
        false as is_organic
        {% endif %}
    from volumes
    {% if truenorth.has_entity('channels') %}
    left join organic on volumes.channel_id = organic.channel_id
    {% endif %}

),

ranked as (

    select
        *,
        row_number() over (
            order by case when is_organic then 0 else 1 end asc, proven_share_low desc, channel_id asc
        ) as trust_rank,
        count(*) over () as channels
    from trusted

),

final as (

    select
        channel_id,
        clicks,
        proven_clicks,
        first_clicked_at,
        last_clicked_at,
        is_organic,
        -- water has no proof to show, so the better half is clean even where most clicks are watered
        proven_clicks > 0 and 2 * trust_rank <= channels + 1 as is_reference
    from ranked

)

select * from final
