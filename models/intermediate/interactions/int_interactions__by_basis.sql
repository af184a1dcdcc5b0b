{{ config(materialized='view') }}

with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

final as (

    select
        bases.basis,
        interactions.interaction_id,
        interactions.actor_id,
        interactions.target_id,
        interactions.action,
        interactions.is_deep,
        interactions.channel_id,
        interactions.occurred_date,
        interactions.occurred_week,
        interactions.occurred_month,
        interactions.standing
    from interactions
    inner join {{ truenorth.bases() }} on interactions.standing >= bases.least_standing

)

select * from final
