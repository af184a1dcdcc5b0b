{#-
  The canonical entities that this project brings: `var `truenorth_entities`. Unset means Online Retail's own
  orders in truenorth itself and none in a project that installs it.
-#}
{% macro entities() %}
    {{ return(var('truenorth_entities', []) or (['orders'] if project_name == 'truenorth' else [])) }}
{% endmacro %}
