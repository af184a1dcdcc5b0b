{#- Whole seconds of a timestamp since 1970-01-01, whatever zone the session has. -#}
{% macro seconds_of(expression) %}{{ return(adapter.dispatch('seconds_of', 'truenorth')(expression)) }}{% endmacro %}
{% macro default__seconds_of(expression) %}unix_timestamp({{ expression }}){% endmacro %}
{% macro duckdb__seconds_of(expression) %}cast(floor(epoch({{ expression }})) as bigint){% endmacro %}
