with

serial as (

    select
        actor_key,
        count(distinct target_key) as votes
    from {{ ref('int_bursts__acts') }}
    group by actor_key

),

record as (

    select
        acts.actor_key,
        count(distinct acts.target_key) as targets
    from {{ ref('int_co_action__acts') }} as acts
    inner join serial on acts.actor_key = serial.actor_key
    group by acts.actor_key

),

final as (

    select
        serial.actor_key,
        serial.votes,
        record.targets
    from serial
    inner join record on serial.actor_key = record.actor_key
    where
        -- an account that did nothing else, or whose other acts are mostly of this kind too
        record.targets = 1
        or (
            serial.votes >= 2
            and serial.votes - 1 >= {{ truenorth.threshold('majority', 'serial_bursts') }} * (record.targets - 1)
        )

)

select * from final
