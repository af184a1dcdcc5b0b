with

findings as (

    select distinct
        signal,
        actor_id
    from {{ ref('brushing_findings') }}
    where signal <> 'enforcement_flags' and actor_id is not null

),

flagged as (

    select distinct actor_id
    from {{ ref('canonical_enforcement_flags') }}
    where actor_id is not null

),

flagged_count as (

    select count(*) as flagged_actors
    from flagged

),

counted as (

    select
        findings.signal,
        count(*) as found_actors,
        count(flagged.actor_id) as agreed_actors
    from findings
    left join flagged on findings.actor_id = flagged.actor_id
    group by findings.signal

),

final as (

    select
        counted.signal,
        counted.found_actors,
        flagged_count.flagged_actors,
        counted.agreed_actors,
        cast(counted.agreed_actors as double) / counted.found_actors as precision_ratio,
        cast(counted.agreed_actors as double) / nullif(flagged_count.flagged_actors, 0) as recall_ratio
    from counted
    cross join flagged_count

)

select * from final
