{#- Every received row ends exactly once: admitted, quarantined, held or erased (a superseded batch was replaced as
    a whole). -#}
{% test rows_end_once(model) %}
  {% set rows = adapter.quote('rows') %}
  select * from {{ model }}
  where status <> 'superseded' and {{ rows }} is not null and admitted + quarantined + held + erased <> {{ rows }}
{% endtest %}
