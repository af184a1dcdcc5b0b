{{ config(materialized='view') }}

with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

final as (

    select
        bases.basis,
        interactions.*
    from interactions
    inner join {{ truenorth.bases() }} on interactions.standing >= bases.least_standing

)

select * from final
