{%- set prior = truenorth.threshold('life_prior', 'lockstep_groups') %}
with

lives as (

    select * from {{ ref('int_co_action__lives') }}

),

core as (

    select
        cases.case_key,
        core.*
    from {{ ref('int_co_action__core') }} as core
    inner join {{ ref('int_co_action__cases') }} as cases on core.actor_key = cases.actor_key

),

delays as (

    select
        core.case_key,
        core.target_key,
        avg(publication.sooner) as sooner
    from core
    inner join {{ ref('int_co_action__publication') }} as publication
        on {{ truenorth.delay_class('core.acted_second - core.published_second') }} = publication.delay_class
    group by core.case_key, core.target_key

),

-- beside the uniform null, one vote a target: do the acts come later than audiences come?
lateness as (

    select
        case_key,
        (avg(sooner) - 0.5) * sqrt(12.0 * count(*)) as deviations
    from delays
    group by case_key

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
        count(*) / 2.0 as ties,
        count(*) * 1.0 / nullif(max(everybody.actors * (everybody.actors - 1.0)), 0) as rate
    from ties
    cross join everybody

),

inner_ties as (

    select
        one.case_key,
        count(*) / 2.0 as ties
    from ties
    inner join lives as one on ties.actor_key = one.actor_key
    inner join lives as other on ties.other_key = other.actor_key and one.case_key = other.case_key
    group by one.case_key

),

-- so many ties among so few accounts, were they drawn at random: small groups act in small windows, which prove little
-- one by one
tightness as (

    select
        sizes.case_key,
        case
            when inner_ties.ties > sizes.pairs * tie_rate.rate
                then
                    inner_ties.ties - sizes.pairs * tie_rate.rate
                    - inner_ties.ties * ln(inner_ties.ties / (sizes.pairs * tie_rate.rate))
                    + sizes.members * (ln(tie_rate.actors / sizes.members) + 1)
            else 0
        end as log_p_of_ties
    from (
        select
            case_key,
            count(*) * 1.0 as members,
            count(*) * (count(*) - 1) / 2.0 as pairs
        from lives
        group by case_key
    ) as sizes
    inner join inner_ties on sizes.case_key = inner_ties.case_key
    cross join tie_rate

),

cases as (

    select
        case_key,
        count(*) as members,
        min(precedence) as precedence,
        sum(core_acts) * 1.0 / sum(acts) as core_share,
        sum(distance) / nullif(sum(other_acts), 0) as distance
    from lives
    group by case_key

),

-- an account's own life, drawn towards that of its case where it shows little
accounts as (

    select
        lives.*,
        cases.members,
        cases.precedence as case_precedence,
        cases.core_share as case_core_share,
        cases.distance as case_distance,
        (lives.distance + {{ prior }} * coalesce(cases.distance, 0.5)) / (lives.other_acts + {{ prior }}) as own_distance
    from lives
    inner join cases on lives.case_key = cases.case_key

),

instruments as (

    select
        *,
        coalesce(
            case_core_share >= {{ truenorth.threshold('nothing_else', 'lockstep_groups') }}
            or (
                case_distance >= {{ truenorth.threshold('life_distance', 'lockstep_groups') }}
                and own_distance >= {{ truenorth.threshold('life_distance_of_account', 'lockstep_groups') }}
            ),
            false
        )
        and core_acts >= {{ truenorth.threshold('core_share', 'lockstep_groups') }} * acts as is_instrument
    from accounts

),

weighed as (

    select
        instruments.*,
        breadth.authors,
        coalesce(lateness.deviations, 0) >= {{ truenorth.threshold('late_deviations', 'lockstep_groups') }} as is_late,
        coalesce(lateness.deviations, -99) >= -{{ truenorth.threshold('late_deviations', 'lockstep_groups') }} as is_not_early,
        least(breadth.log_p_of_tokens, coalesce(tightness.log_p_of_ties, 0)) as log_p,
        avg(case when instruments.is_instrument then 1.0 else 0.0 end) over (partition by instruments.case_key)
            as instruments
    from instruments
    inner join breadth on instruments.case_key = breadth.case_key
    left join lateness on instruments.case_key = lateness.case_key
    left join tightness on instruments.case_key = tightness.case_key

),

ranked as (

    select
        case_key,
        -- Benjamini-Hochberg over the cases, on natural logs
        log_p + ln(count(*) over ()) - ln(row_number() over (order by log_p, case_key)) as adjusted_log_p
    from (select distinct case_key, log_p from weighed) as each_case

),

final as (

    select
        weighed.actor_key,
        weighed.case_key,
        weighed.precedence,
        weighed.members,
        weighed.authors,
        weighed.core_acts,
        weighed.acts,
        weighed.own_distance,
        weighed.is_instrument,
        weighed.log_p,
        ranked.adjusted_log_p,
        ranked.adjusted_log_p <= ln({{ var('truenorth_false_positive_bound') }})
        and (
            (
                weighed.instruments >= 0.5
                -- followers come before the audience: that tells them from a farm of one client
                and (weighed.case_precedence < 4 or weighed.is_not_early)
            )
            -- real people act together on one circle of authors, or when something appears: fans, a class, a household
            or (
                weighed.members >= {{ truenorth.threshold('household', 'lockstep_groups') }}
                and weighed.authors >= {{ truenorth.threshold('circle_of_authors', 'lockstep_groups') }}
                and (
                    weighed.is_late
                    or weighed.authors >= 2 * {{ truenorth.threshold('circle_of_authors', 'lockstep_groups') }}
                )
            )
        ) as is_decided
    from weighed
    inner join ranked on weighed.case_key = ranked.case_key

)

select * from final
