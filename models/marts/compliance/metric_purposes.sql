{%- set metrics = truenorth.metric_models() -%}
-- what the scope check reads about must have been built before it
{% if metrics %}
-- depends_on: {{ ref('metric_values') }}
{% endif %}
{% for source in truenorth.declared_sources() %}
-- depends_on: {{ ref(project_name, 'bat_' ~ source) }}
{% endfor %}
with

final as (

    {% for metric in metrics if execute %}
    {%- set contract = truenorth.metric_definition(metric.name) %}
    select
        '{{ metric.name }}' as metric,
        '{{ contract.get('purpose', '') }}' as purpose
    {%- if not loop.last %}
    union all
    {%- endif %}
    {% else %}
    {{ truenorth.no_rows({'metric': 'string', 'purpose': 'string'}) }}
    {% endfor %}

)

select
    metric,
    purpose
from final
