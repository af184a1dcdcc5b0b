{#- A join clause that gives one row an entry of `expression`, named `alias`.value. -#}
{% macro exploded(expression, alias) %}
  {{ return(adapter.dispatch('exploded', 'truenorth')(expression, alias)) }}
{% endmacro %}
{% macro default__exploded(expression, alias) %}lateral view explode({{ expression }}) {{ alias }} as value{% endmacro %}
{% macro duckdb__exploded(expression, alias) %}cross join unnest({{ expression }}) as {{ alias }}(value){% endmacro %}
