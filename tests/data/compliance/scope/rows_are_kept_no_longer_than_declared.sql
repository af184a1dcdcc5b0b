{#- Every personal table has a retention, and its oldest row is younger (system E2). -#}
{{ config(tags=['compliance']) }}

{%- set violations %}
select
    code,
    source || '.' || table_name as place,
    reason
from {{ ref('truenorth', 'retention') }}
where code <> ''
order by code, place
{% endset %}
{% do truenorth.say_violations(violations) %}
{{ violations }}
