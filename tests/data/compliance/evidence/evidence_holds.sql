{#- The log holds and says what it must; a project without one is told so, and fails only if it said that it has one (E3). -#}
{{ config(tags=['compliance']) }}

select *
from (
    {{ truenorth.violations(ref('truenorth', 'evidence_checks'), place="check_name || ' ' || subject") }}
) as violations
where code <> 'TN-V057'
