{% set levels = range(1, truenorth.threshold('haste_levels', 'brushed_orders') + 1) %}
{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
{% set least = truenorth.threshold('least_orders', 'brushed_orders') %}
with

windows as (

    select * from {{ ref('int_orders__windows') }}
    where hasty >= {{ least }}

),

hasty as (

    select
        trait,
        trait_id,
        slot,
        coalesce(actor_id, order_id) as buyer_id,
        haste,
        amount_step
    from {{ ref('int_orders__traits') }}
    where haste > 0

),

windowed as (

    select
        hasty.trait,
        hasty.trait_id,
        widths.half_days,
        {{ truenorth.order_window('hasty.slot', 'widths.half_days', 'halves.later') }} as first_slot,
        hasty.buyer_id,
        hasty.haste,
        hasty.amount_step
    from hasty
    cross join {{ truenorth.order_window_widths() }} as widths
    cross join {{ truenorth.order_window_halves() }} as halves

),

in_window as (

    select
        windows.trait,
        windows.trait_id,
        windows.half_days,
        windows.first_slot,
        windows.orders as window_orders,
        windowed.buyer_id,
        windowed.haste,
        windowed.amount_step,
        count(*) as orders
    from windows
    inner join windowed
        on
            windows.trait = windowed.trait
            and windows.trait_id = windowed.trait_id
            and windows.half_days = windowed.half_days
            and windows.first_slot = windowed.first_slot
    group by
        windows.trait, windows.trait_id, windows.half_days, windows.first_slot, windows.orders, windowed.buyer_id,
        windowed.haste, windowed.amount_step

),

-- a box: at least so hasty, and of any amount or of one octave of amounts
sides as (

    {% for level in levels %}
    select
        {{ level }} as haste_level,
        cast(null as integer) as back
    {% for back in range(steps) %}
    union all
    select
        {{ level }} as haste_level,
        {{ back }} as back
    {% endfor %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

counted as (

    select
        in_window.trait,
        in_window.trait_id,
        in_window.half_days,
        in_window.first_slot,
        sides.haste_level,
        in_window.amount_step - sides.back as band,
        cast(max(in_window.window_orders) as double) as window_orders,
        cast(sum(in_window.orders) as double) as box_orders,
        cast(count(distinct in_window.buyer_id) as double) as box_buyers
    from in_window
    inner join sides
        on in_window.haste >= sides.haste_level and (sides.back is null or in_window.amount_step is not null)
    group by
        in_window.trait, in_window.trait_id, in_window.half_days, in_window.first_slot, sides.haste_level,
        in_window.amount_step - sides.back

),

-- what is usual, or usual at this seller, whichever explains more
chances as (

    select
        counted.*,
        greatest(base_rates.ratio, coalesce(habits.ratio, 0))
        * case
            when counted.band is null then 1
            else greatest(
                coalesce(everyone.ratio, 0), coalesce(of_seller.ratio, 0), coalesce(of_hasty.ratio, 0)
            )
        end as chance
    from counted
    inner join {{ ref('int_orders__base_rates') }} as base_rates on counted.haste_level = base_rates.haste_level
    left join {{ ref('int_orders__habits') }} as habits
        on counted.trait = 'seller' and counted.trait_id = habits.seller_id and counted.haste_level = habits.haste_level
    left join {{ ref('int_orders__amount_bands') }} as everyone
        on everyone.seller_id is null and counted.band = everyone.band
    -- cheap things may be confirmed sooner: honest haste has its own amounts
    left join {{ ref('int_orders__hasty_bands') }} as of_hasty
        on counted.haste_level = of_hasty.haste_level and counted.band = of_hasty.band
    left join {{ ref('int_orders__amount_bands') }} as of_seller
        on counted.trait = 'seller' and counted.trait_id = of_seller.seller_id and counted.band = of_seller.band

),

-- a buyer votes once, for orders of one buyer are alike
final as (

    select
        trait,
        trait_id,
        half_days,
        first_slot,
        haste_level,
        band,
        window_orders,
        box_orders,
        box_buyers,
        chance,
        {{ truenorth.log_hoeffding_tail('box_buyers', 'window_orders', '(window_orders * chance)') }} as log_p
    from chances
    where chance > 0 and chance < 1

)

select * from final
