{#- Refuse the model of an entity if it lacks a required column, or every column of a required group. -#}
{% macro require_columns(entity, columns, there) %}
    {% set groups = {} %}
    {% for column in columns.values() %}
        {% set required = column.config.meta.get('truenorth', {}).get('required') %}
        {% if required %}
            {% do groups.setdefault(column.name if required is sameas true else required, []).append(column.name) %}
        {% endif %}
    {% endfor %}
    {% set missing = [] %}
    {% for names in groups.values() if not names | select('in', there) | list %}
        {% do missing.append(names | join(' or ')) %}
    {% endfor %}
    {% if missing %}
        {% do exceptions.raise_compiler_error(
            'TN-D001 ' ~ truenorth.staged_model(entity) ~ ' lacks ' ~ missing | join(', ')
            ~ ', which the canonical entity ' ~ entity ~ ' needs. Add them to it, or say in the var truenorth_entity_models what stands for them, or take '
            ~ entity ~ ' out of the var truenorth_entities.'
        ) %}
    {% endif %}
{% endmacro %}
