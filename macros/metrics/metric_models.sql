{#-
  Every metric of this project as {package, name}: those of truenorth whose entities are all there, then the project's
  own (var truenorth_own_metrics).
-#}
{% macro metric_models() %}
    {% set found = [] %}
    {% for entities, metrics in var('truenorth_metrics').items() if truenorth.has_entities(entities) %}
        {% for metric in metrics %}
            {% do found.append({'package': 'truenorth', 'name': metric}) %}
        {% endfor %}
    {% endfor %}
    {% for metric in var('truenorth_own_metrics', []) %}
        {% do found.append({'package': project_name, 'name': metric}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
