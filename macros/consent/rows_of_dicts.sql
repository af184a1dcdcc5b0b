{#- A select of the text columns `names`, one row a dict; of no dict, an empty one. -#}
{% macro rows_of_dicts(dicts, names) -%}
    {%- for row in dicts %}
    select
        {%- for name in names %}
        '{{ dbt.escape_single_quotes(row[name]) }}' as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- else %}
    {{ truenorth.no_rows(names, type='string') }}
    {%- endfor %}
{%- endmacro %}
