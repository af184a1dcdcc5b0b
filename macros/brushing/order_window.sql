{#-
  Windows over orders: of each width, half a width apart, so that every slot lies in two of each width and every
  stretch of time up to half a width lies whole in one. Widths and slots are in half days, counted from 1970.
-#}
{#- First slot of one of the two windows of a width that a slot lies in; `later` is 0 or 1. -#}
{% macro order_window(slot, half_days, later) -%}
    cast((floor({{ slot }} * 2.0 / {{ half_days }}) - 1 + {{ later }}) * {{ half_days }} / 2 as bigint)
{%- endmacro %}

{% macro order_window_widths() -%}
    {%- set shortest = truenorth.threshold('shortest_window_days', 'brushed_orders') -%}
    {%- set growth = truenorth.threshold('window_growth', 'brushed_orders') -%}
    (
        {% for turn in range(truenorth.threshold('windows', 'brushed_orders')) %}
        select {{ 2 * shortest * growth ** turn }} as half_days
        {{ 'union all' if not loop.last }}
        {% endfor %}
    )
{%- endmacro %}

{% macro order_window_halves() -%}
    (select 0 as later union all select 1 as later)
{%- endmacro %}

{#- The moment at which a slot begins. -#}
{% macro order_slot_start(slot) -%}
    cast({{ dbt.dateadd('hour', '12 * ' ~ slot, "cast('1970-01-01' as timestamp)") }} as timestamp)
{%- endmacro %}
