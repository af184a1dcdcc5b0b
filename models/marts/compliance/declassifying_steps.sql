{%- set steps = truenorth.declassifying_models() -%}
with

final as (

    {% for step in steps %}
    {%- set columns = (step.declared.get('columns', []) + (['rows'] if step.declared.get('rows') else [])) | join(', ') %}
    select
        '{{ step.name }}' as model,
        '{{ step.declared.kind }}' as kind,
        '{{ dbt.escape_single_quotes(columns) }}' as columns_named,
        '{{ step.declared.data_use }}' as data_use,
        '{{ dbt.escape_single_quotes(step.declared.reason) }}' as reason,
        '{{ local_md5([step.name, step.declared.kind, columns, step.declared.data_use, step.declared.reason] | join('|')) }}'
            as definition_hash
    {%- if not loop.last %}
    union all
    {%- endif %}
    {% else %}
    {{ truenorth.no_rows({
        'model': 'string',
        'kind': 'string',
        'columns_named': 'string',
        'data_use': 'string',
        'reason': 'string',
        'definition_hash': 'string'
    }) }}
    {% endfor %}

)

select
    model,
    kind,
    columns_named,
    data_use,
    reason,
    definition_hash
from final
