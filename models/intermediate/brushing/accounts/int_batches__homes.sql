with

interactions as (

    select
        actor_id,
        device_id,
        network_prefix,
        count(*) as acts
    from {{ ref('canonical_interactions') }}
    where
        is_admitted
        and actor_id is not null
        and occurred_at >= {{ truenorth.detection_from() }}
    group by actor_id, device_id, network_prefix

),

actors as (

    select * from {{ ref('canonical_actors') }}

),

seen as (

    select
        actor_id,
        'device' as kind,
        device_id as home,
        sum(acts) as acts
    from interactions
    where device_id is not null
    group by actor_id, device_id
    union all
    select
        actor_id,
        'network' as kind,
        network_prefix as home,
        sum(acts) as acts
    from interactions
    where network_prefix is not null
    group by actor_id, network_prefix

),

shares as (

    select
        actor_id,
        kind,
        home,
        cast(acts as double) / sum(acts) over (partition by actor_id, kind) as share_of_acts
    from seen

),

final as (

    select
        shares.actor_id,
        shares.kind,
        shares.home,
        actors.created_at,
        cast({{ dbt.date_trunc('day', 'actors.created_at') }} as timestamp) as created_on
    from shares
    inner join actors on shares.actor_id = actors.actor_id
    -- travellers pass through many networks; more than half of the acts come from one home at most
    where shares.share_of_acts > {{ truenorth.threshold('share_of_acts_at_home', 'account_batches') }}

)

select * from final
