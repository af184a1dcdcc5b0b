with

races as (

    select * from {{ ref('int_targets__deadlines') }}

),

-- the others' share of the last hours: a race that everyone runs to the end is no boost
beside as (

    select
        *,
        sum(acts) over (partition by campaign_id) - acts as peer_acts,
        sum(last_acts) over (partition by campaign_id) - last_acts as peer_last_acts
    from races

),

chances as (

    select
        *,
        (peer_last_acts + 0.5) / (peer_acts + 1.0) as chance
    from beside
    where acts >= {{ truenorth.threshold('acts_min') }} and peer_acts > 0

),

surprises as (

    select
        *,
        (last_acts - acts * chance) / sqrt(acts * chance * (1 - chance)) as deviation,
        {{ truenorth.binomial_surprise('last_acts', 'acts', 'chance') }} as surprise
    from chances

),

{{ truenorth.tails_beyond_spread('surprises', among='is_ranked') }},

{{ truenorth.discoveries('judged') }},

-- a target is named once, for the deadline that says most
placed as (

    select
        *,
        row_number() over (partition by target_id order by p_value, campaign_id) as place
    from discovered

),

final as (

    select
        'deadline_boosts' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('deadline_boosts', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        ends_at as occurred_at,
        last_hours_at as window_start,
        ends_at as window_end,
        cast(last_acts as double) as observed,
        acts * chance as expected,
        p_value,
        acts as partners,
        cast(last_acts as double) / acts as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from placed
    where
        place = 1
        and q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
