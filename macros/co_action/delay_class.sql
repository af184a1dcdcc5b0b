{#- Delay in seconds as a class, two to a doubling; what comes before publication stands beyond every delay. -#}
{% macro delay_class(seconds) -%}
    case when {{ seconds }} < 0 then 99 else floor(2 * ln({{ seconds }} + 1) / ln(2)) end
{%- endmacro %}
