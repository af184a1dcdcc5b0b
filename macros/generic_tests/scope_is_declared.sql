{#-
  Every metric's columns were judged. Unknown is never pass: it warns, and is an error where the project asks for it with
  `truenorth_scope: required`.
-#}
{% test scope_is_declared(model) %}

{{ config(severity='error' if var('truenorth_scope', 'optional') == 'required' else 'warn') }}

select
    'TN-L004' as code,
    purposes.metric
from {{ ref('truenorth', 'metric_purposes') }} as purposes
left join {{ model }} as scope on purposes.metric = scope.metric
where scope.metric is null

{% endtest %}
