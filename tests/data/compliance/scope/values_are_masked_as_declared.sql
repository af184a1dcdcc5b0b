{#- Values arrive masked as their column declares (system E11). -#}
{{ config(tags=['compliance']) }}

{%- set violations %}
select
    code,
    source || '.' || table_name || '.' || column_name as place,
    reason
from {{ ref('truenorth', 'masking') }}
where code <> ''
order by code, place
{% endset %}
{% do truenorth.say_violations(violations) %}
{{ violations }}
