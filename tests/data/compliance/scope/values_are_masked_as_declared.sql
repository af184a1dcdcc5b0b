{#- Values arrive masked as their column declares (system E11). -#}
{{ config(tags=['compliance']) }}

{{ truenorth.violations(ref('truenorth', 'masking'), place="source || '.' || table_name || '.' || column_name") }}
