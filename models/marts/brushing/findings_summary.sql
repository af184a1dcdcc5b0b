with

signals as (

    select * from {{ ref('brushing_signals') }}

),

standing as (

    select * from {{ ref('brushing_standing_findings') }}

),

verdicts as (

    select
        subject_type,
        subject_id
    from {{ ref('brushing_standing_verdicts') }}
    where status = 'blocked'

),

written as (

    select
        signal,
        count(*) as findings
    from {{ ref('brushing_findings') }}
    group by signal

),

-- a subject of several cases is blocked once
subjects as (

    select
        signal,
        subject_type,
        subject_id,
        count(*) as findings,
        min(p_value) as smallest_p
    from standing
    group by signal, subject_type, subject_id

),

told as (

    select
        subjects.signal,
        sum(subjects.findings) as findings,
        count(verdicts.subject_id) as blocked,
        min(subjects.smallest_p) as smallest_p
    from subjects
    left join verdicts
        on subjects.subject_type = verdicts.subject_type and subjects.subject_id = verdicts.subject_id
    group by subjects.signal

),

cases as (

    select
        signal,
        count(distinct case_id) as cases
    from standing
    group by signal

),

counted as (

    select
        signals.signal,
        coalesce(told.findings, 0) as findings,
        coalesce(cases.cases, 0) as cases,
        coalesce(told.blocked, 0) as blocked,
        coalesce(written.findings, 0) - coalesce(told.findings, 0) as retracted,
        told.smallest_p
    from signals
    left join written on signals.signal = written.signal
    left join told on signals.signal = told.signal
    left join cases on signals.signal = cases.signal
    where signals.missing_entity is null

),

final as (

    select
        signals.signal,
        cast(counted.findings as bigint) as findings,
        signals.code,
        signals.title,
        signals.title_zh,
        signals.family,
        signals.grade,
        signals.subject_type,
        cast(counted.cases as bigint) as cases,
        cast(counted.blocked as bigint) as blocked,
        cast(counted.retracted as bigint) as retracted,
        counted.smallest_p,
        signals.missing_entity
    from signals
    left join counted on signals.signal = counted.signal

)

select * from final
