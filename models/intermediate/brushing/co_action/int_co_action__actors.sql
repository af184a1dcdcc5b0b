with

interactions as (

    select * from {{ ref('canonical_interactions') }}

),

actors as (

    select distinct actor_id
    from interactions
    where
        actor_id is not null
        and occurred_at >= {{ truenorth.detection_from() }}

),

final as (

    -- in the order of a hash, so that who stands beside whom says nothing
    select
        actor_id,
        row_number() over (order by md5(actor_id), actor_id) as actor_key
    from actors

)

select * from final
