{#- The standing relations and what each is filtered for, as a list of {via, purpose, category}. Empty while dbt parses. -#}
{% macro standing_purposes() %}
    {% set found = [] %}
    {% for node in graph.get('nodes', {}).values() if execute and node.resource_type == 'model' %}
        {% set told = node.config.get('meta', {}).get('truenorth', {}) %}
        {% if 'rows_of' in told %}
            {% do found.append({
                'via': node.name, 'purpose': told.purpose, 'category': told.get('sensitive_category', '')
            }) %}
        {% endif %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
