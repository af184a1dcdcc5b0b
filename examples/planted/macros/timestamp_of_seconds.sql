{#- Seconds since 1970 (UTC) as a timestamp without zone; negative is before 1970. -#}
{% macro timestamp_of_seconds(expression) -%}
    {{ return(adapter.dispatch('timestamp_of_seconds', 'planted')(expression)) }}
{%- endmacro %}

{% macro default__timestamp_of_seconds(expression) -%}
    cast(timestamp_seconds({{ expression }}) as timestamp)
{%- endmacro %}

{% macro duckdb__timestamp_of_seconds(expression) -%}
    make_timestamp(cast({{ expression }} as bigint) * 1000000)
{%- endmacro %}
