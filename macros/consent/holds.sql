{#- Whether a record holds at a moment: half-open, without an end it holds on. -#}
{% macro holds(record, moment) -%}
({{ moment }} >= {{ record }}.valid_from and ({{ record }}.valid_until is null or {{ moment }} < {{ record }}.valid_until))
{%- endmacro %}
