with

members as (

    select * from {{ ref('int_groups__members') }}

),

groups_told as (

    select
        group_number,
        signal,
        case_id,
        count(*) as told_members
    from members
    group by group_number, signal, case_id

),

subjects as (

    select
        groups_told.group_number,
        findings.subject_type,
        findings.subject_id,
        findings.occurred_at
    from {{ ref('brushing_standing_findings') }} as findings
    inner join groups_told on findings.signal = groups_told.signal and findings.case_id = groups_told.case_id

),

blocked as (

    select
        subject_type,
        subject_id
    from {{ ref('brushing_standing_verdicts') }}
    where status = 'blocked'

),

counted as (

    select
        subjects.group_number,
        count(*) as findings,
        count(blocked.subject_id) as blocked,
        cast(min(subjects.occurred_at) as date) as first_day,
        cast(max(subjects.occurred_at) as date) as last_day
    from subjects
    left join blocked
        on subjects.subject_type = blocked.subject_type and subjects.subject_id = blocked.subject_id
    group by subjects.group_number

),

served as (

    {% if truenorth.has_entity('interactions') %}
    select distinct
        subjects.group_number,
        interactions.target_id
    from subjects
    inner join {{ ref('truenorth', 'canonical_interactions') }} as interactions
        on subjects.subject_id = interactions.interaction_id
    where subjects.subject_type = 'interaction'
    {% else %}
    {{ truenorth.no_rows({'group_number': 'bigint', 'target_id': 'string'}) }}
    {% endif %}

),

authors as (

    {% if truenorth.has_entity('targets') %}
    select
        target_id,
        author_id
    from {{ ref('truenorth', 'canonical_targets') }}
    {% else %}
    {{ truenorth.no_rows(['target_id', 'author_id'], 'string') }}
    {% endif %}

),

clients as (

    select
        served.group_number,
        count(distinct served.target_id) as targets,
        count(distinct authors.author_id) as authors
    from served
    left join authors on served.target_id = authors.target_id
    group by served.group_number

),

final as (

    select
        groups_told.group_number,
        groups_told.signal,
        cast(groups_told.told_members as bigint) as members,
        cast(counted.findings as bigint) as findings,
        cast(counted.blocked as bigint) as blocked,
        cast(clients.targets as bigint) as targets,
        cast(nullif(clients.authors, 0) as bigint) as authors,
        counted.first_day,
        counted.last_day
    from groups_told
    inner join counted on groups_told.group_number = counted.group_number
    left join clients on groups_told.group_number = clients.group_number

)

select * from final
