with

targets as (

    select * from {{ ref('int_quality__targets') }}

),

peers as (

    select * from {{ ref('int_quality__peers') }}

),

-- counting adds to what content differs in: few acts say little
compared as (

    select
        targets.*,
        peers.peers,
        exp(peers.middle) * (targets.deep_acts + 0.5) as expected,
        (ln((targets.likes + 0.5) / (targets.deep_acts + 0.5)) - peers.middle)
        / sqrt(
            peers.spread * peers.spread + 1 / (targets.likes + 0.5) + 1 / (targets.deep_acts + 0.5)
        ) as deviations
    from targets
    inner join peers on targets.length_step = peers.length_step
    where (targets.likes + targets.deep_acts) * peers.deep_share >= {{ truenorth.threshold('fewest_deep_acts') }}

),

tested as (

    select
        *,
        {{ truenorth.normal_tail('deviations') }} as p_value
    from compared

),

ranked as (

    select
        *,
        row_number() over (order by p_value, target_id) as place,
        count(*) over () as tests
    from tested

),

adjusted as (

    select
        *,
        -- Benjamini-Hochberg: the smallest bound at which this target is among those that are found
        min(p_value * tests / place) over (
            order by place desc rows between unbounded preceding and current row
        ) as adjusted_p
    from ranked

),

final as (

    select
        'like_quality_gap' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('like_quality_gap', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(null as {{ dbt.type_timestamp() }}) as occurred_at,
        first_at as window_start,
        last_at as window_end,
        cast(likes as double) as observed,
        expected,
        p_value,
        peers as partners,
        cast(null as double) as purity,
        cast(null as double) as exclusivity,
        deviations as score
    from adjusted
    where adjusted_p <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
