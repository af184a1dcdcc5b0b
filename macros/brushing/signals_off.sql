{#- Signals that do not run because an entity is not there, as {name, missing}. -#}
{% macro signals_off() %}
    {% set off = [] %}
    {% for entities, signals in var('truenorth_signals', {}).items() %}
        {% set missing = [] %}
        {% for entity in entities.split(' and ') if not truenorth.has_entity(entity | trim) %}
            {% do missing.append(entity | trim) %}
        {% endfor %}
        {% for signal in signals if missing %}
            {% do off.append({'name': signal, 'missing': missing | join(', ')}) %}
        {% endfor %}
    {% endfor %}
    {{ return(off) }}
{% endmacro %}
