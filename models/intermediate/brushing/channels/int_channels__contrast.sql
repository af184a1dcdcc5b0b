{% set features = ['quiet', 'short', 'unproven'] %}
{% set pairs = [('quiet', 'short'), ('quiet', 'unproven'), ('short', 'unproven')] %}
{% set products = [('quiet', 'quiet'), ('short', 'short'), ('unproven', 'unproven')] + pairs %}
{% set sums = ['clicks', 'proven', 'quiet_quiet', 'short_short', 'unproven_unproven'] %}
{% set sums = sums + ['quiet_short', 'quiet_unproven', 'short_unproven'] %}
with

cells as (

    select
        cells.*,
        reference.is_reference
    from {{ ref('int_channels__click_cells') }} as cells
    inner join {{ ref('int_channels__reference') }} as reference on cells.channel_id = reference.channel_id

),

steps as (

    select * from {{ ref('int_channels__steps') }}

),

-- an hour or a stay that the reference has not at all is as odd as can be
scored as (

    select
        cells.channel_id,
        cells.is_reference,
        cells.clicks,
        coalesce(hours.score, {{ truenorth.threshold('quiet_hour_cap', signal='watered_channels') }}) as quiet,
        coalesce(dwells.score, case when cells.dwell_step < 1 then 1.0 else 0.0 end) as short,
        case when cells.is_proven then 0.0 else 1.0 end as unproven
    from cells
    left join steps as hours on cells.clock_hour = hours.step and hours.feature = 'clock'
    left join steps as dwells on cells.dwell_step = dwells.step and dwells.feature = 'dwell'

),

own as (

    select
        channel_id,
        is_reference,
        {% for feature in features %}
        sum(clicks * {{ feature }}) as {{ feature }},
        {% endfor %}
        {% for one, other in products %}
        sum(clicks * {{ one }} * {{ other }}) as {{ one }}_{{ other }},
        {% endfor %}
        cast(sum(clicks) as double) as clicks
    from scored
    group by channel_id, is_reference

),

-- spreads within a channel: products of what channels are on the whole do not count as ties
centred as (

    select
        channel_id,
        is_reference,
        clicks,
        {% for feature in features[:2] %}
        {{ feature }} / clicks as {{ feature }}_mean,
        {% endfor %}
        {% for feature in features %}
        greatest({{ feature }}_{{ feature }} - {{ feature }} * {{ feature }} / clicks, 0) as {{ feature }}_{{ feature }},
        {% endfor %}
        {% for one, other in pairs %}
        {{ one }}_{{ other }} - {{ one }} * {{ other }} / clicks as {{ one }}_{{ other }},
        {% endfor %}
        clicks - unproven as proven
    from own

),

-- every channel has one vote on what is usual, whatever its volume
usual as (

    select
        {% for feature in features[:2] %}
        median(case when is_reference then {{ feature }}_mean end) as {{ feature }}_usual,
        {% endfor %}
        cast(sum(case when is_reference then 1 else 0 end) as bigint) as reference_channels
    from centred

),

-- every channel beside the reference without itself
beside as (

    select
        centred.*,
        {% for sum in sums %}
        sum(case when centred.is_reference then centred.{{ sum }} else 0 end) over ()
        - case when centred.is_reference then centred.{{ sum }} else 0 end as reference_{{ sum }},
        {% endfor %}
        usual.*
    from centred
    cross join usual

),

-- where everyone proves less, proof varies less with hour and stay: in proportion, as the weakest honest channel does
correlated as (

    select
        *,
        {% for one, other in pairs %}
        coalesce(
            {{ one }}_{{ other }} / nullif(sqrt({{ one }}_{{ one }} * {{ other }}_{{ other }}), 0), 0
        ) as own_{{ one }}_{{ other }}_r,
        coalesce(
            reference_{{ one }}_{{ other }} / nullif(reference_{{ one }}_{{ one }}, 0)
            {% if other == 'unproven' %}
            * proven / clicks / nullif(reference_proven / reference_clicks, 0)
            {% endif %}
            * sqrt({{ one }}_{{ one }} / nullif({{ other }}_{{ other }}, 0)), 0
        ) as usual_{{ one }}_{{ other }}_r,
        {% endfor %}
        1 - {{ truenorth.threshold('weakest_proof', signal='watered_channels') }}
        * reference_proven / nullif(reference_clicks, 0) as least_unproven
    from beside

),

final as (

    select
        channel_id,
        is_reference,
        reference_channels,
        clicks,
        reference_clicks,
        (quiet_mean - quiet_usual) / nullif(sqrt(reference_quiet_quiet / nullif(reference_clicks, 0) / clicks), 0)
            as clock_z,
        (short_mean - short_usual) / nullif(sqrt(reference_short_short / nullif(reference_clicks, 0) / clicks), 0)
            as dwell_z,
        {% for one, other in pairs %}
        (
            {{ truenorth.fisher_z('own_' ~ one ~ '_' ~ other ~ '_r') }}
            - {{ truenorth.fisher_z('usual_' ~ one ~ '_' ~ other ~ '_r') }}
        ) / sqrt(1 / greatest(clicks - 3, 1) + 1 / greatest(reference_clicks - 3, 1)) as {{ one }}_{{ other }}_z,
        {% endfor %}
        {{ truenorth.binomial_surprise('(clicks - proven)', 'clicks', 'least_unproven') }} as no_proof_z
    from correlated

)

select * from final
