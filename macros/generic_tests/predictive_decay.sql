{#-
  No metric has lost its sight: the rank correlation with its declared outcome, over the later part of history, is still a fair share
  of what it was at the metric's first judgement (D10). The share is that of the judge, which fills `has_decayed`. TN-J022 names
  the metric.
-#}
{% test predictive_decay(model) %}

{{ config(severity='warn') }}

{%- set decayed %}
select
    'TN-J022' as code,
    metric as place,
    'rank correlation ' || cast(round(sight_now, 2) as {{ dbt.type_string() }}) || ', at its first judgement '
    || cast(round(sight_at_first, 2) as {{ dbt.type_string() }}) as reason
from {{ model }}
where has_decayed
{% endset %}
{% do truenorth.say_violations(decayed) %}
{{ decayed }}

{% endtest %}
