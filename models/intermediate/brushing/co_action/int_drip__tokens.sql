with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

-- whoever acts on the target within the look-back, at whatever time
placed as (

    select distinct
        target_key,
        author_key,
        actor_key
    from acts

),

sizes as (

    select
        target_key,
        count(*) as actors
    from placed
    group by target_key
    having count(*) between 2 and {{ truenorth.threshold('crowd', 'slow_drips') }}

),

everybody as (

    select count(*) as actors
    from {{ ref('int_co_action__actors') }}

),

final as (

    select
        placed.target_key,
        cast(0 as bigint) as slot,
        placed.author_key,
        placed.actor_key,
        {{ truenorth.part_of_token('placed.actor_key', 'everybody.actors', 'sizes.actors', truenorth.threshold('part_size', 'slow_drips')) }} as part
    from placed
    inner join sizes on placed.target_key = sizes.target_key
    cross join everybody

)

select * from final
