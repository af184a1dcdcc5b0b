{#- A number with one of 61 bits set, chosen by the key: bit_or of many and bit_count then count distinct keys, up to 61. -#}
{% macro marked_bit(key) %}{{ return(adapter.dispatch('marked_bit', 'truenorth')(key)) }}{% endmacro %}
{% macro default__marked_bit(key) %}shiftleft(cast(1 as bigint), cast(mod({{ key }} * 7919, 61) as int)){% endmacro %}
{% macro duckdb__marked_bit(key) %}(cast(1 as bigint) << cast(mod({{ key }} * 7919, 61) as int)){% endmacro %}
