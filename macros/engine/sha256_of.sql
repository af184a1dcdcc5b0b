{#- SHA-256 of a text as 64 hex digits. -#}
{% macro sha256_of(expression) %}{{ return(adapter.dispatch('sha256_of', 'truenorth')(expression)) }}{% endmacro %}
{% macro default__sha256_of(expression) %}sha2({{ expression }}, 256){% endmacro %}
{% macro duckdb__sha256_of(expression) %}sha256({{ expression }}){% endmacro %}
