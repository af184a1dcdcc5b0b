{#- A whole number from 0 to 2^32 - 1 out of a text, the same on every engine: the first 32 bits of its MD5. -#}
{% macro hash_of_text(expression) %}
  {{ return(adapter.dispatch('hash_of_text', 'truenorth')(expression)) }}
{% endmacro %}
{% macro default__hash_of_text(expression) -%}
    cast(conv(substr(md5({{ expression }}), 1, 8), 16, 10) as bigint)
{%- endmacro %}
{% macro duckdb__hash_of_text(expression) -%}
    cast('0x' || substr(md5({{ expression }}), 1, 8) as bigint)
{%- endmacro %}
