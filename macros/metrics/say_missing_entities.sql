{#- One line for each canonical entity that this project does not bring, with the metrics and signals that stay off. -#}
{% macro say_missing_entities() %}
    {% set off = {} %}
    {% for named in ['truenorth_metrics', 'truenorth_signals'] if execute %}
        {% for entities, names in var(named, {}).items() %}
            {% for entity in entities.split(' and ') if not truenorth.has_entity(entity | trim) %}
                {% do off.setdefault(entity | trim, []).extend(names) %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
    {% for entity, names in off.items() %}
        {% do log(
            'truenorth: no entity ' ~ entity
            ~ (' (optional)' if entity in var('truenorth_optional_entities', []) else '')
            ~ ', so these are off: ' ~ names | unique | join(', ')
            ~ '. Bring a model stg_' ~ entity ~ ' and name ' ~ entity ~ ' in the var truenorth_entities.', info=true
        ) %}
    {% endfor %}
{% endmacro %}
