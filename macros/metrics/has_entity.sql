{#- Whether the installing project brings the canonical entity; what needs a missing one is switched off. -#}
{% macro has_entity(entity) %}
    {{ return(entity in truenorth.entities()) }}
{% endmacro %}
