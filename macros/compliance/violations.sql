{#-
  The body of a compliance test: every row of `relation` that carries a code, as (code, place, reason), said in dbt's own output.
  `place` and `reason` are expressions over its columns.
-#}
{% macro violations(relation, place, reason='reason') %}
    {%- set found %}
select
    code,
    {{ place }} as place,
    {{ reason }} as reason
from {{ relation }}
where code <> ''
order by code, place, reason
    {%- endset %}
    {%- do truenorth.say_violations(found) %}
{{ found }}
{% endmacro %}
