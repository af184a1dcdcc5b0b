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

    select
        0 as shift
    union all
    select
        1 as shift

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

record as (

    select
        seen.actor_key,
        seen.author_key,
        count(*) as targets,
        count(burst_targets.target_key) as burst_targets
    from (select distinct actor_key, target_key, author_key from acts) as seen
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

    select sum(burst_targets) * 1.0 / nullif(sum(targets), 0) as share
    from whole_record

),

-- what those who take part in a burst do under other authors: mostly bursts again, or a life
elsewhere as (

    select
        in_bursts.target_key,
        in_bursts.slot,
        sum(whole_record.targets - record.targets) as targets,
        sum(whole_record.burst_targets - record.burst_targets) as burst_targets
    from in_bursts
    inner join whole_record on in_bursts.actor_key = whole_record.actor_key
    inner join record on in_bursts.actor_key = record.actor_key and in_bursts.author_key = record.author_key
    group by in_bursts.target_key, in_bursts.slot

),

shares as (

    select
        elsewhere.target_key,
        elsewhere.slot,
        elsewhere.targets,
        elsewhere.burst_targets * 1.0 / elsewhere.targets as share,
        usual_share.share as usual_share
    from elsewhere
    cross join usual_share
    where elsewhere.targets >= {{ truenorth.threshold('record', 'serial_bursts') }}

),

serial as (

    select
        target_key,
        slot,
        share,
        usual_share,
        -- Chernoff's bound on a binomial share, natural log
        -1 * targets * (
            share * ln(share / usual_share)
            + case when share < 1 then (1 - share) * ln((1 - share) / (1 - usual_share)) else 0 end
        ) as log_p
    from shares
    where
        share > usual_share
        -- Wilson's lower bound
        and (
            share + 1.92 / targets - 1.96 * sqrt((share * (1 - share) + 0.96 / targets) / targets)
        ) / (1 + 3.84 / targets) >= {{ majority }}

),

final as (

    select
        in_bursts.target_key,
        in_bursts.slot,
        in_bursts.author_key,
        in_bursts.actor_key,
        in_bursts.actors as observed,
        in_bursts.usual as expected,
        serial.share as purity,
        in_bursts.actors as tied_actors,
        in_bursts.actors,
        serial.log_p
    from in_bursts
    inner join serial on in_bursts.target_key = serial.target_key and in_bursts.slot = serial.slot

)

select * from final
