{#-
  Every signal of this project as {package, name, model}: those of truenorth whose entities are all there, then the
  project's own (var truenorth_own_signals), models sig_<name> in its own folders.
-#}
{% macro signal_models() %}
    {% set found = [] %}
    {% for entities, signals in var('truenorth_signals', {}).items() if truenorth.has_entities(entities) %}
        {% for signal in signals %}
            {% do found.append({'package': 'truenorth', 'name': signal, 'model': 'sig_' ~ signal}) %}
        {% endfor %}
    {% endfor %}
    {% for signal in var('truenorth_own_signals', []) %}
        {% do found.append({'package': project_name, 'name': signal, 'model': 'sig_' ~ signal}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
