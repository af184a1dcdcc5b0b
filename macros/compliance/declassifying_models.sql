{#- Every model that declares `config.meta.truenorth.declassifies`, by name, as {name, declared}; none while dbt parses. -#}
{% macro declassifying_models() %}
    {% set found = [] %}
    {% for node in (graph.nodes.values() if execute else []) | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') %}
        {% set declared = node.config.get('meta', {}).get('truenorth', {}).get('declassifies') %}
        {% if declared %}
            {% do found.append({'name': node.name, 'declared': declared}) %}
        {% endif %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
