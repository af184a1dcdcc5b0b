with

acts as (

    select
        target_id,
        action,
        actor_id,
        cast(occurred_at as date) as acted_on,
        occurred_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and occurred_at >= {{ truenorth.detection_from() }}

),

final as (

    select
        target_id,
        acted_on,
        count(*) as acts,
        cast(sum(case when action in ('view', 'like') then 1 else 0 end) as bigint) as vanity_acts,
        min(occurred_at) as first_acted_at,
        max(occurred_at) as last_acted_at
    from acts
    group by target_id, acted_on

)

select * from final
