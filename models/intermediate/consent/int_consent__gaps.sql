{%- set consents = truenorth.has_entity('consents') -%}
with

missed as (

    select * from {{ ref('int_consent__not_covered') }}

),

records as (

    {% if consents %}
    select * from {{ ref('int_consent__records') }}
    {% else %}
    {{ truenorth.no_rows({
        'purpose': 'string', 'category': 'string', 'subject_id': 'string', 'status': 'string', 'valid_from': 'timestamp',
        'valid_until': 'timestamp', 'recorded_at': 'timestamp', 'flaw': 'string'
    }) }}
    {% endif %}

),

-- consents of the person for whatever purpose: one that is good for something else is the wrong purpose
elsewhere as (

    {% if consents %}
    select
        subject_id,
        valid_from,
        coalesce(valid_until, {{ truenorth.end_of_time() }}) as valid_until
    from {{ ref('canonical_consents') }}
    where status = 'given' and {{ truenorth.standing_records() }}
    {% else %}
    {{ truenorth.no_rows({'subject_id': 'string', 'valid_from': 'timestamp', 'valid_until': 'timestamp'}) }}
    {% endif %}

),

-- what had been said for this purpose by then: where the last end stands, and what was given and is wrong
said as (

    select
        missed.entity,
        missed.purpose,
        missed.category,
        missed.subject_id,
        missed.happened_at,
        max(case when records.status <> 'given' then records.valid_from end) as ended_at,
        max(case when records.status = 'given' then records.valid_from end) as given_at,
        min(case when records.flaw is not null and {{ truenorth.holds('records', 'missed.happened_at') }} then records.flaw end)
            as flaw,
        max(case when records.status = 'given' and records.valid_until <= missed.happened_at then records.recorded_at end)
            as expiry_recorded_at
    from missed
    inner join records
        on
            missed.purpose = records.purpose
            and missed.category = records.category
            and missed.subject_id = records.subject_id
            and missed.happened_at >= records.valid_from
    group by missed.entity, missed.purpose, missed.category, missed.subject_id, missed.happened_at

),

ends as (

    select
        purpose,
        category,
        subject_id,
        valid_from as ended_at,
        max(case when status = 'withdrawn' then 1 else 0 end) as is_withdrawal,
        min(recorded_at) as recorded_at
    from records
    where status <> 'given'
    group by purpose, category, subject_id, valid_from

),

others as (

    select distinct
        missed.entity,
        missed.purpose,
        missed.category,
        missed.subject_id,
        missed.happened_at
    from missed
    inner join elsewhere
        on
            missed.subject_id = elsewhere.subject_id
            and missed.happened_at >= elsewhere.valid_from
            and missed.happened_at < elsewhere.valid_until

),

reasons as (

    select
        missed.*,
        said.expiry_recorded_at,
        ends.recorded_at as end_recorded_at,
        case
            when said.ended_at is not null and coalesce(said.ended_at >= said.given_at, true)
                then case when ends.is_withdrawal = 1 then 'withdrawn' else 'refused' end
            when said.flaw is not null then said.flaw
            when said.expiry_recorded_at is not null then 'expired'
            when others.subject_id is not null then 'wrong_purpose'
            else 'missing'
        end as reason
    from missed
    left join said
        on
            missed.entity = said.entity
            and missed.purpose = said.purpose
            and missed.category = said.category
            and missed.subject_id = said.subject_id
            and missed.happened_at = said.happened_at
    left join ends
        on
            said.purpose = ends.purpose
            and said.category = ends.category
            and said.subject_id = ends.subject_id
            and said.ended_at = ends.ended_at
    left join others
        on
            missed.entity = others.entity
            and missed.purpose = others.purpose
            and missed.category = others.category
            and missed.subject_id = others.subject_id
            and missed.happened_at = others.happened_at

),

final as (

    select
        entity,
        purpose,
        category,
        subject_id,
        happened_at,
        event_count,
        reason,
        case
            when reason in ('withdrawn', 'refused') then end_recorded_at
            when reason = 'expired' then expiry_recorded_at
        end as known_since
    from reasons

)

select * from final
