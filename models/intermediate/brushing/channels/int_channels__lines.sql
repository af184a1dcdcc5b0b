{% set z = truenorth.threshold('confidence_z', signal='watered_channels') %}
{% set lines = ['clock', 'dwell', 'tie'] %}
with

contrast as (

    select *
    from {{ ref('int_channels__contrast') }}
    where
        clicks >= {{ truenorth.threshold('clicks_min', signal='watered_channels') }}
        and reference_channels >= {{ truenorth.threshold('reference_channels_min', signal='watered_channels') }}
        and clock_z is not null
        and dwell_z is not null

),

-- machines come in quiet hours and leave at once, unless the channel clearly leans the other way
leaning as (

    select
        *,
        case when clock_z < -{{ z }} then -1 else 1 end as clock_lean,
        case when dwell_z < -{{ z }} then -1 else 1 end as dwell_lean
    from contrast

),

-- two kinds of visitors in one channel tie its features together, in the direction in which it leans
tied as (

    select
        *,
        (
            clock_lean * dwell_lean * quiet_short_z + clock_lean * quiet_unproven_z + dwell_lean * short_unproven_z
        ) / sqrt(3) as tie_z
    from leaning

),

-- honest channels differ more than chance lets them
spread as (

    select
        {% for line in lines %}
        {{ truenorth.spread_beyond_chance(line ~ '_z', 'clicks') }} as {{ line }}_spread,
        {% endfor %}
        count(*) as channels
    from tied
    where is_reference

),

final as (

    select
        tied.channel_id,
        tied.is_reference,
        tied.clicks,
        {% for line in lines %}
        tied.{{ line }}_z / sqrt(1 + spread.{{ line }}_spread * tied.clicks) as {{ line }}_z,
        {% endfor %}
        tied.no_proof_z
    from tied
    cross join spread

)

select * from final
