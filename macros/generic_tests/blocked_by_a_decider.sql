{#- What is blocked has a finding that still stands, of a signal whose grade is to decide. -#}
{% test blocked_by_a_decider(model) %}

with

deciding as (

    select distinct
        findings.subject_type,
        findings.subject_id
    from {{ ref('truenorth', 'brushing_standing_findings') }} as findings
    inner join {{ ref('truenorth', 'brushing_signals') }} as signals
        on findings.signal = signals.signal and signals.grade = 'decides'

)

select
    verdicts.subject_type,
    count(*) as blocked_without_decider
from {{ model }} as verdicts
left join deciding
    on verdicts.subject_type = deciding.subject_type and verdicts.subject_id = deciding.subject_id
where verdicts.status = 'blocked' and deciding.subject_id is null
group by verdicts.subject_type

{% endtest %}
