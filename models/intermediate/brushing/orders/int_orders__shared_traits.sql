{% set least = truenorth.threshold('least_orders', 'brushed_orders') %}
with

orders as (

    select * from {{ ref('int_orders__placed') }}
    where seller_id is not null and actor_id is not null

),

buyers as (

    select
        actor_id,
        min(seller_id) = max(seller_id) as is_loyal
    from orders
    group by actor_id

),

windowed as (

    select
        traits.trait,
        traits.trait_id,
        traits.order_id,
        traits.actor_id,
        traits.slot,
        widths.half_days,
        {{ truenorth.order_window('traits.slot', 'widths.half_days', 'halves.later') }} as first_slot
    from {{ ref('int_orders__traits') }} as traits
    cross join {{ truenorth.order_window_widths() }} as widths
    cross join {{ truenorth.order_window_halves() }} as halves
    where traits.trait != 'seller' and traits.actor_id is not null

),

-- who shares the trait in the window, over all sellers
shared as (

    select
        windowed.trait,
        windowed.trait_id,
        windowed.half_days,
        windowed.first_slot,
        cast(count(distinct windowed.actor_id) as double) as buyers
    from windowed
    inner join {{ ref('int_orders__windows') }} as windows
        on
            windowed.trait = windows.trait
            and windowed.trait_id = windows.trait_id
            and windowed.half_days = windows.half_days
            and windowed.first_slot = windows.first_slot
    group by windowed.trait, windowed.trait_id, windowed.half_days, windowed.first_slot
    having count(distinct windowed.actor_id) >= {{ least }}

),

final as (

    select
        {{ truenorth.order_case('windowed', 'orders.seller_id') }} as case_id,
        windowed.trait,
        windowed.half_days,
        windowed.first_slot,
        shared.buyers as sharing_buyers,
        orders.seller_id,
        orders.order_id,
        orders.actor_id,
        orders.amount_step,
        orders.haste > 0 as is_hasty,
        orders.is_refunded,
        buyers.is_loyal
    from windowed
    inner join shared
        on
            windowed.trait = shared.trait
            and windowed.trait_id = shared.trait_id
            and windowed.half_days = shared.half_days
            and windowed.first_slot = shared.first_slot
    inner join orders on windowed.order_id = orders.order_id
    inner join buyers on orders.actor_id = buyers.actor_id

)

select * from final
