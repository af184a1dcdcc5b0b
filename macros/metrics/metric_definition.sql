{#-
  The metric contract of one metric: `config.meta.truenorth` of its model, read from dbt's graph.
  Raises: a compiler error that names the metric and what its yml lacks.
-#}
{% macro metric_definition(name) %}
    {% set model = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first %}
    {% set contract = (model.config.meta if model else {}).get('truenorth', {}) %}
    {% for field in ['title', 'tier', 'kind', 'unit', 'rollup'] if field not in contract %}
        {% do exceptions.raise_compiler_error(
            'metric ' ~ name ~ ': config.meta.truenorth.' ~ field ~ ' is missing in the yml of model ' ~ name
        ) %}
    {% endfor %}
    {{ return(contract) }}
{% endmacro %}
