{{ config(materialized='view') }}

with

verdicts as (

    select * from {{ ref('brushing_standing_verdicts') }}

),

final as (

    select subject_id as order_id
    from verdicts
    where subject_type = 'order' and status = 'blocked'

)

select * from final
