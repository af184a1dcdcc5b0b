{#- Every personal row is covered or has a reason, and no use reads rows that no consent covers. -#}
{% test rows_covered_or_explained(model) %}

select
    'TN-K001' as code,
    metric,
    entity,
    purpose,
    excluded_rows
from {{ model }}
where
    status = 'not covered'
    or excluded_rows <> {{ truenorth.gap_reasons().keys() | join('_rows + ') }}_rows

{% endtest %}
