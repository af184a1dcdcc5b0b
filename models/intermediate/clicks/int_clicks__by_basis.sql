{{ config(materialized='view') }}

with

clicks as (

    select * from {{ ref('int_clicks__standing') }}

),

final as (

    select
        bases.basis,
        clicks.*
    from clicks
    inner join {{ truenorth.bases() }} on clicks.standing >= bases.least_standing

)

select * from final
