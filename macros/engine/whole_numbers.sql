{#- The array of whole numbers from `first` to `last`, both in it; `last` must not be below `first`. -#}
{% macro whole_numbers(first, last) %}
  {{ return(adapter.dispatch('whole_numbers', 'truenorth')(first, last)) }}
{% endmacro %}
{% macro default__whole_numbers(first, last) %}sequence({{ first }}, {{ last }}){% endmacro %}
{% macro duckdb__whole_numbers(first, last) %}generate_series({{ first }}, {{ last }}){% endmacro %}
