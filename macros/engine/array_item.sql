{#- Entry of an array, counted from 0. -#}
{% macro array_item(expression, at) %}{{ return(adapter.dispatch('array_item', 'truenorth')(expression, at)) }}{% endmacro %}
{% macro default__array_item(expression, at) %}{{ expression }}[{{ at }}]{% endmacro %}
{% macro duckdb__array_item(expression, at) %}{{ expression }}[{{ at + 1 }}]{% endmacro %}
