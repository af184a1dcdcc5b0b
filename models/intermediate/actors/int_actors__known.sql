{{ config(materialized='view') }}

with

final as (

    select distinct actor_id from {{ ref('canonical_actors') }}

)

select * from final
