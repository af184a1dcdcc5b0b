with

actors as (

    select * from {{ ref('int_accounts__reward_days') }}
    where days_for_reward > 0

),

-- of the other days of those who ever came for a reward; the day that selected them is taken out
usual as (

    select
        *,
        (sum(days_for_reward) over () - count(*) over ())
        / nullif(sum(days_active) over () - count(*) over (), 0) as reward_share
    from actors

),

judged as (

    select
        *,
        case
            when days_for_reward < days_active then 1
            else power(greatest(reward_share, {{ truenorth.threshold('reward_share_min') }}), days_active - 1)
        end as p_value
    from usual
    where days_active > 1

),

{{ truenorth.discoveries('judged') }},

final as (

    select
        'reward_only_actors' as signal,
        'actor' as subject_type,
        actor_id as subject_id,
        {{ truenorth.case_id('reward_only_actors', 'actor_id') }} as case_id,
        actor_id,
        cast(null as {{ dbt.type_timestamp() }}) as occurred_at,
        first_acted_at as window_start,
        last_acted_at as window_end,
        cast(days_for_reward as double) as observed,
        1 + (days_active - 1) * reward_share as expected,
        p_value,
        cast(null as bigint) as partners,
        cast(1 as double) as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from discovered
    where
        q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
