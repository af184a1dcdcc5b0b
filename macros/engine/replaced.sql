{#-
  Every match of `pattern` replaced. The pattern must be one that RE2 and Java read alike; its backslashes are written
  once here, Spark's literals want them twice.
-#}
{% macro replaced(expression, pattern, replacement) -%}
  {{ return(adapter.dispatch('replaced', 'truenorth')(expression, pattern, replacement)) }}
{%- endmacro %}
{% macro default__replaced(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern | replace("\\", "\\\\") }}', '{{ replacement }}')
{%- endmacro %}
{% macro duckdb__replaced(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}
