{#-
  Every source column that reaches a metric is declared, for this purpose, and none is forbidden (systems E2, E4, E10, E12, F12); what
  cannot be told is refused.
-#}
{{ config(tags=['compliance']) }}

{{ truenorth.violations(
    ref('truenorth', 'metric_scope'),
    place='metric',
    reason="reason || case when path <> '' then ' (' || path || ')' else '' end"
) }}
