{% for source in truenorth.declared_sources() %}
select
    '{{ source }}' as source,
    batch_id,
    measure,
    value
from {{ ref('prf_' ~ source) }}
{{ 'union all' if not loop.last }}
{% endfor %}
