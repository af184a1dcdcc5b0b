{#-
  What the yml says of a model, as {name, columns, config}; without a name, of the model that is being compiled.
  None while dbt parses, when its graph is still empty. A unit test is compiled without the graph, but dbt renders the
  tested model once before, with it: what was asked then is kept on the test.
-#}
{% macro described_model(name=none) %}
    {% set wanted = name or (model.name if model.resource_type == 'model' else 'the tested model') %}
    {% set found = graph.get('nodes', {}).values() | selectattr('resource_type', 'equalto', 'model') %}
    {% if wanted == 'the tested model' %}
        {% set found = found | selectattr('unique_id', 'equalto', model.tested_node_unique_id) | first %}
    {% else %}
        {% set found = found | selectattr('name', 'equalto', wanted) | first %}
    {% endif %}
    {% if not found %}
        {{ return(model.config.meta.get(wanted) if execute else none) }}
    {% endif %}
    {% set described = {'name': found.name, 'columns': found.columns, 'config': {'meta': found.config.meta}} %}
    {% if model.resource_type == 'unit_test' %}
        {% do ref.model.config.meta.update({wanted: described}) %}
    {% endif %}
    {{ return(described) }}
{% endmacro %}
