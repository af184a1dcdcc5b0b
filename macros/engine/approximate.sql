{#- Sketches: a profile needs a quantile's size, not its last digit, and must not sort what it measures. -#}
{% macro approximate_quantile(expression, share) %}
  {{ return(adapter.dispatch('approximate_quantile', 'truenorth')(expression, share)) }}
{% endmacro %}
{% macro default__approximate_quantile(expression, share) %}percentile_approx({{ expression }}, {{ share }}){% endmacro %}
{% macro duckdb__approximate_quantile(expression, share) %}approx_quantile({{ expression }}, {{ share }}){% endmacro %}

{% macro approximate_distinct(expression) %}approx_count_distinct({{ expression }}){% endmacro %}
