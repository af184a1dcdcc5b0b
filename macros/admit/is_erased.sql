{#- Whether the person that a column names was erased: for lists that are read where they lie and pass no door. -#}
{% macro is_erased(column) %}
{%- set erased = ref('truenorth', 'erased_subjects') -%}
coalesce({{ truenorth.sha256_of(dbt.concat([
    '(select max(digest_key) from ' ~ erased ~ ')', "'subject:'", 'cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ ')'
])) }} in (select subject from {{ erased }}), false)
{%- endmacro %}
