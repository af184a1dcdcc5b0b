{% for source in truenorth.declared_sources() %}
select
    source,
    batch_id,
    file,
    delivered_at,
    row_count as {{ adapter.quote('rows') }},
    admitted,
    quarantined,
    held,
    erased,
    status,
    severity,
    code,
    reason
from {{ ref(project_name, 'bat_' ~ source) }}
{{ 'union all' if not loop.last }}
{% endfor %}
