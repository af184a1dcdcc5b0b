{#- The distinct texts of a group in order, as one text with commas. -#}
{% macro sorted_text(expression) %}{{ return(adapter.dispatch('sorted_text', 'truenorth')(expression)) }}{% endmacro %}
{% macro default__sorted_text(expression) %}array_join(sort_array(collect_set({{ expression }})), ', '){% endmacro %}
{% macro duckdb__sorted_text(expression) %}array_to_string(list_sort(list(distinct {{ expression }})), ', '){% endmacro %}
