{#-
  A text in which a character that repeats itself stands once: `goood` is `god`. RE2 has no back reference, so DuckDB
  takes the text apart and keeps what differs from the character before it.
-#}
{% macro runs_collapsed(expression) %}
  {{ return(adapter.dispatch('runs_collapsed', 'truenorth')(expression)) }}
{% endmacro %}
{% macro default__runs_collapsed(expression) -%}
    regexp_replace({{ expression }}, '(?s)(.)\\1+', '$1')
{%- endmacro %}
{% macro duckdb__runs_collapsed(expression) -%}
    {%- set letters = "string_split(" ~ expression ~ ", '')" -%}
    array_to_string(list_transform(
        list_filter(
            list_zip({{ letters }}, list_prepend('', {{ letters }})),
            lambda pair: pair[1] is not null and pair[1] != pair[2]
        ),
        lambda pair: pair[1]
    ), '')
{%- endmacro %}
