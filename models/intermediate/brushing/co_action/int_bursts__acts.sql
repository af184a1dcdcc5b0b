{%- set seconds = truenorth.threshold('window_minutes', 'serial_bursts') * 60 %}
{%- set majority = truenorth.threshold('majority', 'serial_bursts') %}
with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

audiences as (

    select
        target_key,
        count(distinct actor_key) as actors,
        max(acted_second) - min(acted_second) as lifetime
    from acts
    group by target_key

),

shifts as (

    select 0 as shift
    union all
    select 1 as shift

),

placed as (

    select distinct
        acts.target_key,
        acts.author_key,
        acts.actor_key,
        cast(floor((acts.acted_second + shifts.shift * {{ seconds / 2 }}) / {{ seconds * 1.0 }}) as bigint) * 2
        + shifts.shift as slot
    from acts
    cross join shifts

),

sizes as (

    select
        target_key,
        slot,
        count(*) as actors
    from placed
    group by target_key, slot
    having count(*) >= {{ truenorth.threshold('size', 'serial_bursts') }}

),

-- what the target's other actors would bring in such a window
bursts as (

    select
        sizes.target_key,
        sizes.slot,
        sizes.actors,
        (audiences.actors - sizes.actors) * {{ seconds * 1.0 }} / greatest(audiences.lifetime, {{ seconds }}) as usual
    from sizes
    inner join audiences on sizes.target_key = audiences.target_key
    where
        sizes.actors >= {{ truenorth.threshold('lift', 'serial_bursts') }}
        * (audiences.actors - sizes.actors) * {{ seconds * 1.0 }} / greatest(audiences.lifetime, {{ seconds }})

),

in_bursts as (

    select
        placed.target_key,
        placed.slot,
        placed.author_key,
        placed.actor_key,
        bursts.actors,
        bursts.usual
    from placed
    inner join bursts on placed.target_key = bursts.target_key and placed.slot = bursts.slot

),

burst_targets as (

    select distinct
        actor_key,
        target_key
    from in_bursts

),

seen as (

    select distinct
        actor_key,
        target_key,
        author_key
    from acts

),

record as (

    select
        seen.actor_key,
        seen.author_key,
        count(*) as targets,
        count(burst_targets.target_key) as burst_targets
    from seen
    left join burst_targets
        on seen.actor_key = burst_targets.actor_key and seen.target_key = burst_targets.target_key
    group by seen.actor_key, seen.author_key

),

whole_record as (

    select
        actor_key,
        sum(targets) as targets,
        sum(burst_targets) as burst_targets
    from record
    group by actor_key

),

usual_share as (

    select sum(burst_targets) * 1.0 / nullif(sum(targets), 0) as ratio
    from whole_record

),

-- what each does under other authors: mostly bursts again, nothing, or a life
elsewhere as (

    select
        in_bursts.target_key,
        in_bursts.slot,
        in_bursts.actor_key,
        whole_record.targets - record.targets as targets,
        whole_record.burst_targets - record.burst_targets as burst_targets
    from in_bursts
    inner join whole_record on in_bursts.actor_key = whole_record.actor_key
    inner join record on in_bursts.actor_key = record.actor_key and in_bursts.author_key = record.author_key

),

lifeless as (

    select
        *,
        case when burst_targets >= {{ majority }} * targets then 1.0 else 0.0 end as is_lifeless
    from elsewhere

),

usual_lifeless as (

    select avg(is_lifeless) as ratio
    from lifeless

),

delays as (

    select
        in_bursts.target_key,
        in_bursts.slot,
        avg(publication.sooner) as sooner
    from in_bursts
    inner join acts on in_bursts.actor_key = acts.actor_key and in_bursts.target_key = acts.target_key
    inner join {{ ref('int_co_action__publication') }} as publication
        on {{ truenorth.delay_class('acts.acted_second - acts.published_second') }} = publication.delay_class
    group by in_bursts.target_key, in_bursts.slot

),

counted as (

    select
        target_key,
        slot,
        sum(targets) as targets,
        sum(burst_targets) * 1.0 / nullif(sum(targets), 0) as burst_share,
        count(*) as actors,
        avg(is_lifeless) as lifeless_share,
        avg(case when burst_targets >= 1 then is_lifeless else 0 end) as returning_share
    from lifeless
    group by target_key, slot

),

-- most acts elsewhere are bursts; or most accounts have no life elsewhere, and it is not news that brought them
shares as (

    select
        counted.target_key,
        counted.slot,
        counted.targets as trials,
        counted.burst_share as ratio,
        usual_share.ratio as usual_share
    from counted
    cross join usual_share
    where counted.targets >= {{ truenorth.threshold('record', 'serial_bursts') }}
    union all
    select
        counted.target_key,
        counted.slot,
        counted.actors as trials,
        counted.lifeless_share as ratio,
        usual_lifeless.ratio as usual_share
    from counted
    inner join delays on counted.target_key = delays.target_key and counted.slot = delays.slot
    cross join usual_lifeless
    where
        delays.sooner >= {{ truenorth.threshold('late', 'serial_bursts') }}
        -- a pool serves again; whom a link from outside has brought does not
        and counted.returning_share >= {{ truenorth.threshold('returning', 'serial_bursts') }}

),

judged as (

    select
        target_key,
        slot,
        ratio,
        -- Chernoff's bound on a binomial share, natural log
        -1 * trials * (
            ratio * ln(ratio / usual_share)
            + case when ratio < 1 then (1 - ratio) * ln((1 - ratio) / (1 - usual_share)) else 0 end
        ) as log_p
    from shares
    where
        ratio > usual_share
        -- Wilson's lower bound
        and (
            ratio + 1.92 / trials - 1.96 * sqrt((ratio * (1 - ratio) + 0.96 / trials) / trials)
        ) / (1 + 3.84 / trials) >= {{ majority }}

),

serial as (

    select
        target_key,
        slot,
        max(ratio) as ratio,
        min(log_p) as log_p
    from judged
    group by target_key, slot

),

final as (

    select
        in_bursts.target_key,
        in_bursts.slot,
        in_bursts.author_key,
        in_bursts.actor_key,
        in_bursts.actors as observed,
        in_bursts.usual as expected,
        serial.ratio as purity,
        in_bursts.actors as tied_actors,
        in_bursts.actors,
        serial.log_p
    from in_bursts
    inner join serial on in_bursts.target_key = serial.target_key and in_bursts.slot = serial.slot

)

select * from final
