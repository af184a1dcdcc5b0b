with

trusted as (

    {% if truenorth.has_entity('trusted_actors') %}
    select
        actor_id,
        min(coalesce(since, cast('{{ var("truenorth_calendar_start") }} 00:00:00' as timestamp))) as since
    from {{ ref('truenorth', 'canonical_trusted_actors') }}
    group by actor_id
    {% else %}
    {{ truenorth.no_rows({'actor_id': 'string', 'since': 'timestamp'}) }}
    {% endif %}

),

acts as (

    {% for entity in truenorth.judged_entities() %}
    select distinct
        '{{ entity.name[:-1] }}' as subject_type,
        judged.{{ entity.key }} as subject_id,
        trusted.actor_id,
        trusted.since
    from {{ ref('truenorth', 'canonical_' ~ entity.name) }} as judged
    inner join trusted on judged.actor_id = trusted.actor_id and judged.{{ entity.time }} >= trusted.since
    where judged.is_admitted
    union all
    {% endfor %}
    {{ truenorth.no_rows({'subject_type': 'string', 'subject_id': 'string', 'actor_id': 'string', 'since': 'timestamp'}) }}

),

-- an account that did nothing cannot be found, and proves nothing
accounts as (

    select distinct
        actor_id,
        since
    from acts

),

deciding as (

    select signal
    from {{ ref('brushing_signals') }}
    where grade = 'decides' and missing_entity is null

),

-- all that was ever found, retracted or not: an appeal mends a mistake and does not unmake it
findings as (

    select
        findings.signal,
        findings.subject_type,
        findings.subject_id,
        coalesce(findings.window_end, findings.occurred_at) as seen_until
    from {{ ref('brushing_findings') }} as findings
    inner join deciding on findings.signal = deciding.signal

),

found as (

    select
        findings.signal,
        acts.actor_id,
        acts.subject_type || ':' || acts.subject_id as act
    from findings
    inner join acts on findings.subject_type = acts.subject_type and findings.subject_id = acts.subject_id
    union all
    select
        findings.signal,
        accounts.actor_id,
        cast(null as {{ dbt.type_string() }}) as act
    from findings
    inner join accounts on findings.subject_id = accounts.actor_id
    where findings.subject_type = 'actor' and coalesce(findings.seen_until >= accounts.since, true)

),

counted as (

    select
        deciding.signal,
        count(distinct found.actor_id) as found_accounts,
        count(distinct found.act) as found_acts
    from deciding
    left join found on deciding.signal = found.signal
    group by deciding.signal
    union all
    select
        'any' as signal,
        count(distinct actor_id) as found_accounts,
        count(distinct act) as found_acts
    from found

),

cohort as (

    select
        count(distinct actor_id) as all_accounts,
        count(distinct subject_type || ':' || subject_id) as all_acts
    from acts

),

final as (

    select
        counted.signal,
        cohort.all_accounts,
        counted.found_accounts,
        cohort.all_acts,
        counted.found_acts
    from counted
    cross join cohort
    where cohort.all_accounts > 0

)

select * from final
