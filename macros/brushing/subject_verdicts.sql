{#-
  One row per subject of a relation of findings: what its findings come to together. Only a signal that decides can
  block; a label alone makes ambiguous; support alone makes suspected. Support adds to the score of what is decided.
  Of a signal that found a subject in several cases the strongest counts once.
-#}
{% macro subject_verdicts(findings) %}
    select
        by_signal.subject_type,
        by_signal.subject_id,
        case
            when max(case when signals.grade = 'decides' then 1 else 0 end) = 1 then 'blocked'
            when max(case when signals.grade = 'labels' then 1 else 0 end) = 1 then 'ambiguous'
            else 'suspected'
        end as status,
        {{ truenorth.sorted_text('by_signal.signal') }} as signals,
        {{ truenorth.sorted_text('by_signal.case_ids') }} as case_ids,
        sum(by_signal.score) as score,
        min(by_signal.p_value) as p_value,
        cast(sum(by_signal.findings) as bigint) as findings,
        max(by_signal.found_at) as decided_at
    from (
        select
            subject_type,
            subject_id,
            signal,
            {{ truenorth.sorted_text('case_id') }} as case_ids,
            max(score) as score,
            min(p_value) as p_value,
            max(found_at) as found_at,
            count(*) as findings
        from {{ findings }}
        group by subject_type, subject_id, signal
    ) as by_signal
    inner join {{ ref("truenorth", "brushing_signals") }} as signals
        on by_signal.signal = signals.signal and signals.missing_entity is null
    group by by_signal.subject_type, by_signal.subject_id
{% endmacro %}
