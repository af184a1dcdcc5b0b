with

places as (

    select
        *,
        (acts_in_part - acts * part_share) / nullif(sqrt(acts * part_share * (1 - part_share)), 0) as deviation,
        {{ truenorth.binomial_surprise('acts_in_part', 'acts', 'part_share') }} as surprise
    from {{ ref('int_targets__ranks') }}

),

spread as (

    select {{ truenorth.spread_beyond_chance('deviation', 'acts') }} as spread
    from places

),

widened as (

    select
        places.*,
        places.surprise / sqrt(1 + places.acts * spread.spread) as z
    from places
    cross join spread
    where places.surprise is not null

),

judged as (

    select
        *,
        greatest({{ truenorth.normal_tail('z') }}, 1e-300) as p_value
    from widened

),

{{ truenorth.discoveries('judged') }},

unstable as (

    select
        *,
        row_number() over (partition by target_id order by place_without desc, part asc) as worst
    from discovered
    where
        place_without > {{ truenorth.threshold('top_places') }}
        and q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

),

final as (

    select
        'rank_instability' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('rank_instability', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(null as {{ dbt.type_timestamp() }}) as occurred_at,
        first_acted_at as window_start,
        last_acted_at as window_end,
        cast(place_without as double) as observed,
        cast(place as double) as expected,
        p_value,
        cast(acts_in_part as bigint) as partners,
        cast(acts_in_part as double) / acts as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from unstable
    where worst = 1

)

select * from final
