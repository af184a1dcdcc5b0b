{%- set prior = truenorth.threshold('life_prior', 'lockstep_groups') %}
with

lives as (

    select * from {{ ref('int_co_action__lives') }}

),

proofs as (

    select * from {{ ref('int_co_action__proofs') }}

),

arrivals as (

    select * from {{ ref('int_co_action__arrivals') }}

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
        proofs.authors,
        coalesce(arrivals.deviations, 0) >= {{ truenorth.threshold('late_deviations', 'lockstep_groups') }}
        or coalesce(arrivals.spread, 99) <= {{ truenorth.threshold('spread', 'lockstep_groups') }} as is_called,
        coalesce(arrivals.deviations, -99) >= -{{ truenorth.threshold('late_deviations', 'lockstep_groups') }}
        or coalesce(arrivals.spread, 99) <= {{ truenorth.threshold('spread', 'lockstep_groups') }} as is_not_following,
        proofs.log_p,
        avg(case when instruments.is_instrument then 1.0 else 0.0 end) over (partition by instruments.case_key)
            as instruments
    from instruments
    inner join proofs on instruments.case_key = proofs.case_key
    left join arrivals on instruments.case_key = arrivals.case_key

),

each_case as (

    select distinct
        case_key,
        log_p
    from weighed

),

ranked as (

    select
        case_key,
        -- Benjamini-Hochberg over the cases, on natural logs
        log_p + ln(count(*) over ()) - ln(row_number() over (order by log_p, case_key)) as adjusted_log_p
    from each_case

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
                and (weighed.case_precedence < 4 or weighed.is_not_following)
            )
            -- real people act together on one circle of authors, or when something appears: fans, a class, a household
            or (
                weighed.case_precedence < 4
                and weighed.members >= {{ truenorth.threshold('household', 'lockstep_groups') }}
                and weighed.authors >= {{ truenorth.threshold('circle_of_authors', 'lockstep_groups') }}
                and weighed.is_called
            )
        ) as is_decided
    from weighed
    inner join ranked on weighed.case_key = ranked.case_key

)

select * from final
