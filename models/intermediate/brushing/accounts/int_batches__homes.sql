with

interactions as (

    select
        actor_id,
        device_id,
        network_prefix
    from {{ ref('canonical_interactions') }}
    where
        is_admitted
        and actor_id is not null
        and occurred_at >= {{ truenorth.detection_from() }}

),

actors as (

    select * from {{ ref('canonical_actors') }}

),

seen as (

    select
        actor_id,
        'device' as kind,
        device_id as home,
        count(*) as acts
    from interactions
    where device_id is not null
    group by actor_id, device_id
    union all
    select
        actor_id,
        'network' as kind,
        network_prefix as home,
        count(*) as acts
    from interactions
    where network_prefix is not null
    group by actor_id, network_prefix

),

-- added up and joined: a window over every place that was ever passed through would sort them all
totals as (

    select
        actor_id,
        count(device_id) as acts_on_devices,
        count(network_prefix) as acts_in_networks
    from interactions
    group by actor_id

),

shares as (

    select
        seen.actor_id,
        seen.kind,
        seen.home,
        cast(seen.acts as double)
        / case when seen.kind = 'device' then totals.acts_on_devices else totals.acts_in_networks end as share_of_acts
    from seen
    inner join totals on seen.actor_id = totals.actor_id

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
