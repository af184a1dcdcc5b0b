{% set smallest = 1e-300 %}
with

chances as (

    select
        channel_id,
        clicks,
        greatest(2 * ({{ truenorth.normal_tail('abs(clock_z)') }}), {{ smallest }}) as clock_p,
        greatest(2 * ({{ truenorth.normal_tail('abs(dwell_z)') }}), {{ smallest }}) as dwell_p,
        greatest(coalesce({{ truenorth.normal_tail('tie_z') }}, 1), {{ smallest }}) as tie_p,
        greatest(coalesce({{ truenorth.normal_tail('no_proof_z') }}, 1), {{ smallest }}) as no_proof_p
    from {{ ref('int_channels__lines') }}

),

-- Fisher's sum of two independent lines; besides, two kinds of visitors, or machines alone, which have no tie: an
-- honest channel may be odd in hours and stays, but is neither
judged as (

    select
        *,
        greatest(
            clock_p * dwell_p * (1 - ln(clock_p) - ln(dwell_p)),
            least(tie_p, greatest(clock_p, dwell_p, no_proof_p)),
            {{ smallest }}
        ) as p_value
    from chances

),

{{ truenorth.discoveries('judged') }},

shares as (

    select * from {{ ref('int_channels__bot_share') }}

),

final as (

    select
        'watered_channels' as signal,
        'channel' as subject_type,
        discovered.channel_id as subject_id,
        {{ truenorth.case_id('watered_channels', 'discovered.channel_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(null as {{ dbt.type_timestamp() }}) as occurred_at,
        shares.first_clicked_at as window_start,
        shares.last_clicked_at as window_end,
        shares.bot_share as observed,
        cast(0 as double) as expected,
        discovered.p_value,
        cast(discovered.clicks as bigint) as partners,
        shares.bot_share_low as purity,
        cast(null as double) as exclusivity,
        -ln(discovered.p_value) / ln(10) as score
    from discovered
    inner join shares on discovered.channel_id = shares.channel_id
    where
        discovered.q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and discovered.p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
