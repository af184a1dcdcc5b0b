{#- The timestamp of whole seconds since 1970-01-01: what seconds_of undoes. -#}
{% macro timestamp_of(seconds) %}{{ return(adapter.dispatch('timestamp_of', 'truenorth')(seconds)) }}{% endmacro %}
{% macro default__timestamp_of(seconds) %}cast(timestamp_seconds(cast({{ seconds }} as bigint)) as timestamp){% endmacro %}
{% macro duckdb__timestamp_of(seconds) %}make_timestamp(cast({{ seconds }} as bigint) * 1000000){% endmacro %}
