{#-
  Every use of personal rows has a basis. Unknown is never pass: it warns, and is an error where the project asks for it with
  `truenorth_consent: required`, or declares anything (`basis_is_known_once_declared`).
-#}
{% test basis_is_known(model) %}

{{ config(severity='error' if var('truenorth_consent', 'optional') == 'required' else 'warn') }}

select
    'TN-K002' as code,
    metric,
    entity,
    purpose
from {{ model }}
where status = 'unknown'

{% endtest %}
