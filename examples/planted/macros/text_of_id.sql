{#- A whole number as the text that canonical ids are. -#}
{% macro text_of_id(expression) -%}
    cast({{ expression }} as {{ dbt.type_string() }})
{%- endmacro %}
