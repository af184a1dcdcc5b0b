{#- Number of entries of an array column. -#}
{% macro array_size(expression) %}{{ return(adapter.dispatch('array_size', 'truenorth')(expression)) }}{% endmacro %}
{% macro default__array_size(expression) %}size({{ expression }}){% endmacro %}
{% macro duckdb__array_size(expression) %}len({{ expression }}){% endmacro %}
