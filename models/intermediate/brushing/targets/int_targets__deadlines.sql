with

rankings as (

    select
        campaign_id,
        target_id,
        starts_at,
        ends_at,
        {{ dbt.dateadd('hour', '-1 * ' ~ truenorth.threshold('deadline_hours', signal='deadline_boosts'), 'ends_at') }}
            as last_hours_at
    from {{ ref('canonical_campaigns') }}
    where kind = 'ranking' and starts_at >= {{ truenorth.detection_from() }}

),

acts as (

    select
        target_id,
        occurred_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and occurred_at >= {{ truenorth.detection_from() }}

),

-- a ranking without a target is one of all; one with a target is judged beside all others, too
final as (

    select
        rankings.campaign_id,
        acts.target_id,
        rankings.target_id is null or rankings.target_id = acts.target_id as is_ranked,
        rankings.starts_at,
        rankings.last_hours_at,
        rankings.ends_at,
        count(*) as acts,
        cast(sum(case when acts.occurred_at >= rankings.last_hours_at then 1 else 0 end) as bigint) as last_acts
    from acts
    inner join rankings on acts.occurred_at >= rankings.starts_at and acts.occurred_at < rankings.ends_at
    where rankings.last_hours_at > rankings.starts_at
    group by
        rankings.campaign_id, acts.target_id, rankings.target_id, rankings.starts_at, rankings.last_hours_at,
        rankings.ends_at

)

select * from final
