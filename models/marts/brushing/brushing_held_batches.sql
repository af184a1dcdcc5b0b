with

judgements as (

    select * from {{ ref('aud_brushing') }}

),

present as (

    select distinct
        entity,
        batch_id
    from {{ ref('prf_brushing__standing') }}

),

last_judged as (

    select
        judgements.entity,
        judgements.batch_id,
        max(judgements.judged_at) as judged_at
    from judgements
    inner join present on judgements.entity = present.entity and judgements.batch_id = present.batch_id
    group by judgements.entity, judgements.batch_id

),

final as (

    select
        judgements.entity,
        judgements.batch_id,
        count(*) as objections,
        min(
            judgements.expectation || case
                when judgements.outcome = 'unknown' then ': could not be checked'
                else
                    ': observed ' || cast(round(judgements.observed, 4) as {{ dbt.type_string() }})
                    || ', expected ' || judgements.expected
            end
        ) as reason
    from judgements
    inner join last_judged
        on
            judgements.entity = last_judged.entity
            and judgements.batch_id = last_judged.batch_id
            and judgements.judged_at = last_judged.judged_at
    where
        judgements.severity = 'critical'
        and judgements.outcome in ('fail', 'unknown')
        and (judgements.waived_until is null or judgements.waived_until <= current_date)
    group by judgements.entity, judgements.batch_id

)

select * from final
