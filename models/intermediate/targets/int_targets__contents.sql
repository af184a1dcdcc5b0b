{{ config(materialized='view') }}

with

targets as (

    select * from {{ ref('canonical_targets') }}

),

final as (

    select
        target_id,
        coalesce(kind, 'unknown') as kind,
        duration_seconds
    from targets

)

select * from final
