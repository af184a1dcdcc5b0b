with

launches as (

    select
        *,
        cast(seeded_acts as double) / acts as seeded_share
    from {{ ref('int_targets__launches') }}
    where acts >= {{ truenorth.threshold('acts_min') }}

),

-- half an act where most launches have none in their first hour
usual as (

    select least(greatest(median(seeded_share), 0.5 / median(acts)), 0.999) as chance
    from launches

),

surprises as (

    select
        launches.*,
        usual.chance,
        (launches.seeded_acts - launches.acts * usual.chance)
        / sqrt(launches.acts * usual.chance * (1 - usual.chance)) as deviation,
        {{ truenorth.binomial_surprise('launches.seeded_acts', 'launches.acts', 'usual.chance') }} as surprise
    from launches
    cross join usual

),

{{ truenorth.tails_beyond_spread('surprises') }},

{{ truenorth.discoveries('judged') }},

final as (

    select
        'seeded_growth' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('seeded_growth', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        launched_at as occurred_at,
        launched_at as window_start,
        watched_until as window_end,
        cast(seeded_acts as double) as observed,
        acts * chance as expected,
        p_value,
        -- what came after the seed
        cast(acts - seeded_acts as bigint) as partners,
        seeded_share as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from discovered
    where
        q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
