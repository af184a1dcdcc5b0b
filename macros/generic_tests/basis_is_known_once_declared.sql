{#-
  A project that has declared its sources, even one of them, means its declarations: from then on a use of personal rows whose basis
  nobody says is an error (docs/decisions/0018). A project without any scope file is warned by `basis_is_known`.
-#}
{% test basis_is_known_once_declared(model) %}

select
    'TN-K002' as code,
    metric,
    entity,
    purpose
from {{ model }}
where status = 'unknown' and has_declarations

{% endtest %}
