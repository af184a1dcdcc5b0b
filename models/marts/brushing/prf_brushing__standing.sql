{{ config(materialized='view') }}

with

profiles as (

    select * from {{ truenorth.standing_profiles(ref('prf_brushing')) }} as standing

),

present as (

    select
        entity,
        batch_id
    from profiles
    where measure = entity || '.rows' and value > 0

),

final as (

    select
        profiles.entity,
        profiles.batch_id,
        profiles.measure,
        profiles.value,
        profiles.profiled_at
    from profiles
    inner join present on profiles.entity = present.entity and profiles.batch_id = present.batch_id

)

select * from final
