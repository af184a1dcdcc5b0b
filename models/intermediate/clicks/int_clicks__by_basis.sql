{{ config(materialized='view') }}

with

clicks as (

    select * from {{ ref('int_clicks__standing') }}

),

final as (

    select
        bases.basis,
        clicks.click_id,
        clicks.actor_id,
        clicks.converted,
        clicks.channel_id,
        clicks.clicked_date,
        clicks.clicked_week,
        clicks.clicked_month,
        clicks.standing
    from clicks
    inner join {{ truenorth.bases() }} on clicks.standing >= bases.least_standing

)

select * from final
