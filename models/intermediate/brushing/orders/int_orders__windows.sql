{% set least = truenorth.threshold('least_orders', 'brushed_orders') %}
with

slots as (

    select
        trait,
        trait_id,
        slot,
        count(*) as orders,
        sum(case when haste > 0 then 1 else 0 end) as hasty
    from {{ ref('int_orders__traits') }}
    group by trait, trait_id, slot

),

-- most addresses and devices order once or twice: they can be no group
traits as (

    select
        trait,
        trait_id
    from slots
    group by trait, trait_id
    having sum(orders) >= {{ least }}

),

windowed as (

    select
        slots.trait,
        slots.trait_id,
        slots.orders,
        slots.hasty,
        widths.half_days,
        {{ truenorth.order_window('slots.slot', 'widths.half_days', 'halves.later') }} as first_slot
    from slots
    inner join traits on slots.trait = traits.trait and slots.trait_id = traits.trait_id
    cross join {{ truenorth.order_window_widths() }} as widths
    cross join {{ truenorth.order_window_halves() }} as halves

),

final as (

    select
        trait,
        trait_id,
        half_days,
        first_slot,
        cast(sum(orders) as bigint) as orders,
        cast(sum(hasty) as bigint) as hasty
    from windowed
    -- what began before this run's first day was judged whole by an earlier run
    where {{ truenorth.order_slot_start('first_slot') }} >= {{ truenorth.detection_from() }}
    group by trait, trait_id, half_days, first_slot
    having sum(orders) >= {{ least }}

)

select * from final
