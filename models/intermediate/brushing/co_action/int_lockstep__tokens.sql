{%- set hours = truenorth.threshold('window_hours', 'lockstep_groups') %}
with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

-- two rows of windows, half a window apart: what takes half a window at most lies whole in one of them
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
        cast(floor((acts.acted_second + shifts.shift * {{ hours * 1800 }}) / {{ hours * 3600.0 }}) as bigint) * 2
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
    having count(*) between 2 and {{ truenorth.threshold('crowd', 'lockstep_groups') }}

),

everybody as (

    select count(*) as actors
    from {{ ref('int_co_action__actors') }}

),

final as (

    select
        placed.target_key,
        placed.slot,
        placed.author_key,
        placed.actor_key,
        {{ truenorth.part_of_token('placed.actor_key', 'everybody.actors', 'sizes.actors', truenorth.threshold('part_size', 'lockstep_groups')) }} as part
    from placed
    inner join sizes on placed.target_key = sizes.target_key and placed.slot = sizes.slot
    cross join everybody

)

select * from final
