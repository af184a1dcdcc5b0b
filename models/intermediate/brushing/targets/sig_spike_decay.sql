with

spikes as (

    select
        *,
        peak_acts + next_acts as acts,
        cast(peak_acts as double) / (peak_acts + next_acts) as peak_share
    from {{ ref('int_targets__spikes') }}
    where peak_acts >= {{ truenorth.threshold('acts_min') }}

),

usual as (

    select least(median(peak_share), 0.999) as chance
    from spikes

),

surprises as (

    select
        spikes.*,
        usual.chance,
        (spikes.peak_acts - spikes.acts * usual.chance) / sqrt(spikes.acts * usual.chance * (1 - usual.chance))
            as deviation,
        {{ truenorth.binomial_surprise('spikes.peak_acts', 'spikes.acts', 'usual.chance') }} as surprise
    from spikes
    cross join usual

),

{{ truenorth.tails_beyond_spread('surprises') }},

{{ truenorth.discoveries('judged') }},

final as (

    select
        'spike_decay' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('spike_decay', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(peak_on as {{ dbt.type_timestamp() }}) as occurred_at,
        first_acted_at as window_start,
        last_above_half_at as window_end,
        cast(next_acts as double) as observed,
        peak_acts * (1 - chance) / chance as expected,
        p_value,
        cast(peak_acts as bigint) as partners,
        peak_share as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from discovered
    where
        q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}
        and half_life_days <= {{ truenorth.threshold('half_life_days_max') }}

)

select * from final
