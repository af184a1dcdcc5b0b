{#-
  For which purposes the rows of each personal entity are used, as a list of {entity, purpose, category}, each once: what
  metrics name, and what standing relations are filtered for. Empty while dbt parses.
-#}
{% macro consent_uses() %}
    {% set pairs = [] %}
    {% for use in truenorth.metric_uses() %}
        {% do pairs.append((use.entity, use.purpose, use.category)) %}
    {% endfor %}
    {% for node in graph.get('nodes', {}).values() if execute and node.resource_type == 'model' %}
        {% set told = node.config.get('meta', {}).get('truenorth', {}) %}
        {% if 'rows_of' in told %}
            {% do pairs.append((told.rows_of, told.purpose, told.get('sensitive_category', ''))) %}
        {% endif %}
    {% endfor %}
    {% set uses = [] %}
    {% for entity, purpose, category in pairs | unique | sort %}
        {% do uses.append({'entity': entity, 'purpose': purpose, 'category': category}) %}
    {% endfor %}
    {{ return(uses) }}
{% endmacro %}
