{{ config(materialized='view') }}

with

verdicts as (

    select * from {{ ref('brushing_standing_verdicts') }}

),

final as (

    select subject_id as interaction_id
    from verdicts
    where subject_type = 'interaction' and status = 'blocked'

)

select * from final
