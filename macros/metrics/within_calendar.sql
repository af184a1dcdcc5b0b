{#- Whether a day is a usable key: inside the calendar of the vars. -#}
{% macro within_calendar(day) -%}
{{ day }} >= cast('{{ var("truenorth_calendar_start") }}' as date)
and {{ day }} < cast('{{ var("truenorth_calendar_end") }}' as date)
{%- endmacro %}
