{#- Whether the project brings every entity of a list that is written as in `interactions and orders`. -#}
{% macro has_entities(entities) %}
    {% set missing = [] %}
    {% for entity in entities.split(' and ') if not truenorth.has_entity(entity | trim) %}
        {% do missing.append(entity) %}
    {% endfor %}
    {{ return(missing | length == 0) }}
{% endmacro %}
