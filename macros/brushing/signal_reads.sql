{#-
  Which dated entities each signal of this project reads, as {signal, entity}: those that it is listed under in the var
  truenorth_signals. A signal listed under none of them, and a project's own, is taken to read them all.
-#}
{% macro signal_reads() %}
    {% set dated = truenorth.dated_entities() | map(attribute='name') | list %}
    {% set found = [] %}
    {% for entities, signals in var('truenorth_signals', {}).items() if truenorth.has_entities(entities) %}
        {% set named = entities.split(' and ') | map('trim') | select('in', dated) | list %}
        {% for signal in signals %}
            {% for entity in named or dated %}
                {% do found.append({'signal': signal, 'entity': entity}) %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
    {% for signal in var('truenorth_own_signals', []) %}
        {% for entity in dated %}
            {% do found.append({'signal': signal, 'entity': entity}) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
