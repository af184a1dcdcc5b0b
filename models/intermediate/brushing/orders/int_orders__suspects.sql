{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
with

hasty as (

    select * from {{ ref('int_orders__traits') }}
    where haste > 0

),

windowed as (

    select
        hasty.*,
        widths.half_days,
        {{ truenorth.order_window('hasty.slot', 'widths.half_days', 'halves.later') }} as first_slot
    from hasty
    cross join {{ truenorth.order_window_widths() }} as widths
    cross join {{ truenorth.order_window_halves() }} as halves

),

-- every hasty order of a case's window, in its box or not
final as (

    select
        windowed.order_id,
        windowed.actor_id,
        windowed.amount_step,
        cases.trait,
        cases.trait_id,
        cases.half_days,
        cases.first_slot,
        cases.window_orders,
        cases.box_orders,
        cases.chance,
        cases.chance_orders,
        cases.p_value,
        windowed.haste >= cases.haste_level
        and (cases.band is null or coalesce(windowed.amount_step between cases.band and cases.band + {{ steps - 1 }}, false))
            as is_in_box
    from windowed
    inner join {{ ref('int_orders__haste_cases') }} as cases
        on
            windowed.trait = cases.trait
            and windowed.trait_id = cases.trait_id
            and windowed.half_days = cases.half_days
            and windowed.first_slot = cases.first_slot

)

select * from final
