{#- One line for each canonical entity that this project does not bring, with the metrics that stay off. -#}
{% macro say_missing_entities() %}
    {% for entity, metrics in var('truenorth_metrics').items() if execute and not truenorth.has_entity(entity) %}
        {% do log(
            'truenorth: no entity ' ~ entity ~ ', so these are off: ' ~ metrics | join(', ')
            ~ '. Bring a model stg_' ~ entity ~ ' and name ' ~ entity ~ ' in the var truenorth_entities.', info=true
        ) %}
    {% endfor %}
{% endmacro %}
