{{ config(materialized='view') }}

with

findings as (

    select * from {{ ref('brushing_findings') }}

),

appeals as (

    select
        case_id,
        decision,
        row_number() over (partition by case_id order by decided_on desc, file desc, place desc) as age
    from {{ ref('brushing_appeals') }}

),

retracted as (

    select case_id
    from appeals
    where age = 1 and decision = 'retract'

),

final as (

    select
        findings.finding_id,
        {% for column in truenorth.finding_columns() %}
        findings.{{ column }},
        {% endfor %}
        findings.found_at,
        findings.detection_run
    from findings
    left join retracted on findings.case_id = retracted.case_id
    where retracted.case_id is null

)

select * from final
