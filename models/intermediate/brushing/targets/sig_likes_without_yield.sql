with

cohorts as (

    select
        *,
        cast(yielded as double) / cohort as yield_share
    from {{ ref('int_targets__yields') }}
    where cohort >= {{ truenorth.threshold('cohort_min') }}

),

-- each cohort has one vote on what engagement usually yields
usual as (

    select
        median(yield_share) as yield_share,
        -- cohorts differ: one may yield only a part of the usual and still be people
        1 - {{ truenorth.threshold('weakest_yield') }} * median(yield_share) as chance
    from cohorts

),

surprises as (

    select
        cohorts.*,
        usual.chance,
        {{ truenorth.binomial_surprise('(cohorts.cohort - cohorts.yielded)', 'cohorts.cohort', 'usual.chance') }} as z
    from cohorts
    cross join usual
    -- where engagement never yields, its lack says nothing
    where usual.yield_share > 0

),

judged as (

    select
        *,
        greatest({{ truenorth.normal_tail('z') }}, 1e-300) as p_value
    from surprises
    where z is not null

),

{{ truenorth.discoveries('judged') }},

-- a target is named once, for the week that says most
worst as (

    select
        *,
        row_number() over (partition by target_id order by p_value, week_start) as place
    from discovered

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
    from worst
    where
        place = 1
        and q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
