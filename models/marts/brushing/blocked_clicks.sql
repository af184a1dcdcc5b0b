{{ config(materialized='view') }}

with

verdicts as (

    select * from {{ ref('brushing_standing_verdicts') }}

),

final as (

    select subject_id as click_id
    from verdicts
    where subject_type = 'click' and status = 'blocked'

)

select * from final
