{#- Every metric of this project by model name: those whose entity is there, then the project's own. -#}
{% macro metric_models() %}
    {% set found = [] %}
    {% for entity, metrics in var('truenorth_metrics').items() if truenorth.has_entity(entity) %}
        {% do found.extend(metrics) %}
    {% endfor %}
    {{ return(found + var('truenorth_own_metrics', [])) }}
{% endmacro %}
