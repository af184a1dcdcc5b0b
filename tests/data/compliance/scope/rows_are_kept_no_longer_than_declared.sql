{#- Every personal table has a retention, and its oldest row is younger (system E2). -#}
{{ config(tags=['compliance']) }}

{{ truenorth.violations(ref('truenorth', 'retention'), place="source || '.' || table_name") }}
