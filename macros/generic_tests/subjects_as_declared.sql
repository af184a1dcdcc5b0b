{#- A signal finds subjects of the types that it declares, and of no other type. -#}
{% test subjects_as_declared(model) %}

select
    findings.signal,
    findings.subject_type,
    count(*) as findings
from {{ model }} as findings
left join {{ ref('truenorth', 'brushing_signals') }} as signals on findings.signal = signals.signal
where
    signals.code is not null
    and {{ dbt.concat(["' or '", "signals.subject_type", "' or '"]) }}
    not like {{ dbt.concat(["'% or '", "findings.subject_type", "' or %'"]) }}
group by findings.signal, findings.subject_type

{% endtest %}
