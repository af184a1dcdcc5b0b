{% for source in truenorth.declared_sources() %}
select
    '{{ source }}' as source,
    batch_id,
    measure,
    value
from {{ ref(project_name, 'prf_' ~ source) }}
{{ 'union all' if not loop.last }}
{% endfor %}
