with

targets as (

    select
        *,
        cast(yielded as double) / cohort as yield_share
    from {{ ref('int_targets__yields') }}
    where cohort >= {{ truenorth.threshold('cohort_min') }}

),

-- each target has one vote on what engagement usually yields
usual as (

    select
        median(yield_share) as yield_share,
        -- a cohort may yield only a part of the usual and still be people
        1 - {{ truenorth.threshold('weakest_yield') }} * median(yield_share) as chance
    from targets

),

surprises as (

    select
        targets.*,
        usual.chance,
        (targets.yielded - targets.cohort * usual.yield_share)
        / sqrt(targets.cohort * usual.yield_share * (1 - usual.yield_share)) as deviation,
        {{ truenorth.binomial_surprise('(targets.cohort - targets.yielded)', 'targets.cohort', 'usual.chance') }}
            as surprise
    from targets
    cross join usual
    -- where engagement never yields, or always does, its lack says nothing
    where usual.yield_share > 0 and usual.yield_share < 1

),

spread as (

    select {{ truenorth.spread_beyond_chance('deviation', 'cohort') }} as spread
    from surprises

),

widened as (

    select
        surprises.*,
        surprises.surprise / sqrt(1 + surprises.cohort * spread.spread) as z
    from surprises
    cross join spread

),

judged as (

    select
        *,
        greatest({{ truenorth.normal_tail('z') }}, 1e-300) as p_value
    from widened

),

ranked as (

    select
        *,
        {{ truenorth.expected_false('p_value') }} as expected_false
    from judged

),

discovered as (

    select
        *,
        {{ truenorth.false_discoveries('expected_false', 'p_value') }} as q_value
    from ranked

),

final as (

    select
        'likes_without_yield' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('likes_without_yield', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(null as {{ dbt.type_timestamp() }}) as occurred_at,
        first_engaged_at as window_start,
        last_engaged_at as window_end,
        cast(yielded as double) as observed,
        cohort * (1 - chance) as expected,
        p_value,
        cohort as partners,
        1 - yield_share as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from discovered
    where
        q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
