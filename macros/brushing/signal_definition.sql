{#-
  What a signal states of itself: `config.meta.truenorth.signal` of model sig_<signal>, with its name added; without a
  name, of the signal that is being compiled. None while dbt parses.
  Raises: a compiler error that names the signal and what its yml lacks.
-#}
{% macro signal_definition(signal=none) %}
    {% set described = truenorth.described_model('sig_' ~ signal if signal else none) %}
    {% if not execute %}
        {{ return(none) }}
    {% endif %}
    {% set name = signal or described.name | replace('sig_', '', 1) %}
    {% set stated = (described.config.meta if described else {}).get('truenorth', {}).get('signal', {}) %}
    {% for field in ['code', 'title', 'family', 'grade', 'subject', 'question', 'null_model'] if field not in stated %}
        {% do exceptions.raise_compiler_error(
            'TN-D002 signal ' ~ name ~ ': config.meta.truenorth.signal.' ~ field ~ ' is missing in the yml of sig_' ~ name
        ) %}
    {% endfor %}
    {% set definition = {'name': name} %}
    {% do definition.update(stated) %}
    {{ return(definition) }}
{% endmacro %}
