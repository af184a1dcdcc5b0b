{#- The exact median of a group; NULL of nothing. -#}
{% macro median_of(expression) %}{{ return(adapter.dispatch('median_of', 'truenorth')(expression)) }}{% endmacro %}
{% macro default__median_of(expression) %}percentile({{ expression }}, 0.5){% endmacro %}
{% macro duckdb__median_of(expression) %}median({{ expression }}){% endmacro %}
