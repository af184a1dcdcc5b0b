{#-
  A threshold of the signal that is being compiled, or of the one named: from its yml
  (config.meta.truenorth.signal.thresholds) or the var truenorth_thresholds, {sig_<signal>: {<name>: <value>}}.
  Raises: a compiler error that names the signal when its yml has no such threshold, or no origin for it.
-#}
{% macro threshold(name, signal=none) %}
    {% set definition = truenorth.signal_definition(signal) %}
    {% if definition is none %}
        {{ return(1) }} {#- while dbt parses, any number does -#}
    {% endif %}
    {% set stated = definition.get('thresholds', []) | selectattr('name', 'equalto', name) | first %}
    {% if not stated or 'value' not in stated or not stated.get('origin') %}
        {% do exceptions.raise_compiler_error(
            'TN-D002 signal ' ~ definition.name ~ ': its yml states no threshold ' ~ name ~ ' with value and origin'
        ) %}
    {% endif %}
    {{ return(var('truenorth_thresholds', {}).get('sig_' ~ definition.name, {}).get(name, stated.value)) }}
{% endmacro %}
