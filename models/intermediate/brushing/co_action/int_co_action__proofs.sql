with

lives as (

    select * from {{ ref('int_co_action__lives') }}

),

core as (

    select
        cases.case_key,
        core.author_key,
        core.target_key,
        core.log_p
    from {{ ref('int_co_action__core') }} as core
    inner join {{ ref('int_co_action__cases') }} as cases on core.actor_key = cases.actor_key

),

breadth as (

    select
        case_key,
        count(distinct author_key) as authors,
        min(log_p) + ln(count(distinct target_key)) as log_p_of_tokens
    from core
    group by case_key

),

everybody as (

    select count(*) as actors
    from {{ ref('int_co_action__actors') }}

),

ties as (

    {% for family in ['lockstep', 'drip'] %}
    select
        actor_key,
        other_key
    from {{ ref('int_' ~ family ~ '__ties') }}
    {{ 'union' if not loop.last }}
    {% endfor %}

),

tie_rate as (

    select
        max(everybody.actors) as actors,
        count(*) * 1.0 / nullif(max(everybody.actors * (everybody.actors - 1.0)), 0) as rate
    from ties
    cross join everybody

),

sizes as (

    select
        case_key,
        count(*) * 1.0 as members,
        count(*) * (count(*) - 1) / 2.0 as pairs
    from lives
    group by case_key

),

inner_ties as (

    select
        one.case_key,
        count(*) / 2.0 as observed
    from ties
    inner join lives as one on ties.actor_key = one.actor_key
    inner join lives as other on ties.other_key = other.actor_key and one.case_key = other.case_key
    group by one.case_key

),

tightness as (

    select
        sizes.case_key,
        sizes.members,
        inner_ties.observed,
        sizes.pairs * tie_rate.rate as expected,
        tie_rate.actors
    from sizes
    inner join inner_ties on sizes.case_key = inner_ties.case_key
    cross join tie_rate

),

final as (

    select
        breadth.case_key,
        breadth.authors,
        least(
            breadth.log_p_of_tokens,
            case
                -- so many ties among so few accounts, however these were chosen: a small group acts in small windows,
                -- which prove little one by one
                when tightness.observed > tightness.expected
                    then
                        tightness.observed - tightness.expected
                        - tightness.observed * ln(tightness.observed / tightness.expected)
                        + tightness.members * (ln(tightness.actors / tightness.members) + 1)
                else 0
            end
        ) as log_p
    from breadth
    left join tightness on breadth.case_key = tightness.case_key

)

select * from final
