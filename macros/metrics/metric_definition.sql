{#-
  The metric contract of one metric: `config.meta.truenorth` of its model, read from dbt's graph, with what this project
  says anew of it (var truenorth_metric_contracts: by metric, field by field; `truenorth lint` checks it).
  Raises: a compiler error that names the metric and what its yml lacks.
-#}
{% macro metric_definition(name) %}
    {% set model = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first %}
    {% set contract = {} %}
    {% do contract.update((model.config.meta if model else {}).get('truenorth', {})) %}
    {% do contract.update(var('truenorth_metric_contracts', {}).get(name, {})) %}
    {% for field in ['title', 'tier', 'kind', 'unit', 'rollup'] if field not in contract %}
        {% do exceptions.raise_compiler_error(
            'metric ' ~ name ~ ': config.meta.truenorth.' ~ field ~ ' is missing in the yml of model ' ~ name
        ) %}
    {% endfor %}
    {{ return(contract) }}
{% endmacro %}
