{#-
  Every metric of this project as {package, name}: those of truenorth whose entity is there, then the project's
  own (var truenorth_own_metrics).
-#}
{% macro metric_models() %}
    {% set found = [] %}
    {% for entity, metrics in var('truenorth_metrics').items() if truenorth.has_entity(entity) %}
        {% for metric in metrics %}
            {% do found.append({'package': 'truenorth', 'name': metric}) %}
        {% endfor %}
    {% endfor %}
    {% for metric in var('truenorth_own_metrics', []) %}
        {% do found.append({'package': project_name, 'name': metric}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
