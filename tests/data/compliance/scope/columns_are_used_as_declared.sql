{#-
  Every source column that reaches a metric is declared, for this purpose, and none is forbidden (systems E2, E4, E10, E12, F12); what
  cannot be told is refused.
-#}
{{ config(tags=['compliance']) }}

{%- set violations %}
select
    code,
    metric as place,
    reason || case when path <> '' then ' (' || path || ')' else '' end as reason
from {{ ref('truenorth', 'metric_scope') }}
where code <> ''
order by code, place, reason
{% endset %}
{% do truenorth.say_violations(violations) %}
{{ violations }}
