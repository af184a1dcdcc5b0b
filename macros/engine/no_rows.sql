{#- A select of typed columns without a row; `columns` is {name: type}, or names that share `type`. -#}
{% macro no_rows(columns, type=none) -%}
    select
        {%- for name in columns %}
        cast(null as {{ api.Column.translate_type(type or columns[name]) }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where 1 = 0
{%- endmacro %}
