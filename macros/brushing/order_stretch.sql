{#- Number of the stretch of days that a slot (half a day, counted from 1970) lies in; stretches do not overlap. -#}
{% macro order_stretch(slot) -%}
    cast(floor({{ slot }} / {{ 2.0 * truenorth.threshold('stretch_days', 'brushed_orders') }}) as bigint)
{%- endmacro %}
