{#- Sketches: a profile needs a quantile's size, not its last digit, and must not sort what it measures. -#}
{#- All wanted quantiles of a column from one sketch, as an array in the order of `shares`. -#}
{% macro approximate_quantiles(expression, shares) %}
  {{ return(adapter.dispatch('approximate_quantiles', 'truenorth')(expression, shares)) }}
{% endmacro %}
{% macro default__approximate_quantiles(expression, shares) %}percentile_approx({{ expression }}, array({{ shares | join(', ') }})){% endmacro %}
{% macro duckdb__approximate_quantiles(expression, shares) %}approx_quantile({{ expression }}, [{{ shares | join(', ') }}]){% endmacro %}

{% macro approximate_distinct(expression) %}approx_count_distinct({{ expression }}){% endmacro %}
