with

suspects as (

    select * from {{ ref('int_orders__suspects') }}

),

traces as (

    select
        traces.order_id,
        sum(trace_odds.log_odds) as log_odds
    from {{ ref('int_orders__traces') }} as traces
    inner join {{ ref('int_orders__trace_odds') }} as trace_odds
        on traces.feature = trace_odds.feature and traces.value = trace_odds.value
    group by traces.order_id

),

-- amounts of the case, smoothed over the steps beside
steps as (

    select
        trait,
        trait_id,
        half_days,
        first_slot,
        amount_step,
        count(*) as orders
    from suspects
    where amount_step is not null
    group by trait, trait_id, half_days, first_slot, amount_step

),

nearby as (

    select
        own.trait,
        own.trait_id,
        own.half_days,
        own.first_slot,
        own.amount_step,
        -- without the order itself
        sum(case when beside.amount_step = own.amount_step then 0.5 * (beside.orders - 1) else 0.25 * beside.orders end)
            as orders
    from steps as own
    inner join steps as beside
        on
            own.trait = beside.trait
            and own.trait_id = beside.trait_id
            and own.half_days = beside.half_days
            and own.first_slot = beside.first_slot
            and beside.amount_step between own.amount_step - 1 and own.amount_step + 1
    group by own.trait, own.trait_id, own.half_days, own.first_slot, own.amount_step

),

hasty_base as (

    select ratio from {{ ref('int_orders__base_rates') }}
    where haste_level = 1

),

-- usual share of an amount step
usual as (

    select
        amount_step,
        cast(count(*) as double) / sum(count(*)) over () as ratio
    from {{ ref('int_orders__placed') }}
    where haste = 0 and amount_step is not null
    group by amount_step

),

sized as (

    select
        trait,
        trait_id,
        half_days,
        first_slot,
        sum(orders) as orders
    from steps
    group by trait, trait_id, half_days, first_slot

),

judged as (

    select
        suspects.*,
        (suspects.box_orders - suspects.chance_orders)
        * exp(traces.log_odds)
        * coalesce((nearby.orders / usual.ratio + 1) / sized.orders, 1) as brushed_weight,
        (suspects.window_orders - suspects.box_orders + 1) * hasty_base.ratio / (1 - hasty_base.ratio) as honest_weight
    from suspects
    cross join hasty_base
    inner join traces on suspects.order_id = traces.order_id
    left join nearby
        on
            suspects.trait = nearby.trait
            and suspects.trait_id = nearby.trait_id
            and suspects.half_days = nearby.half_days
            and suspects.first_slot = nearby.first_slot
            and suspects.amount_step = nearby.amount_step
    left join sized
        on
            suspects.trait = sized.trait
            and suspects.trait_id = sized.trait_id
            and suspects.half_days = sized.half_days
            and suspects.first_slot = sized.first_slot
    left join usual on suspects.amount_step = usual.amount_step

),

final as (

    select
        order_id,
        actor_id,
        trait,
        trait_id,
        half_days,
        first_slot,
        window_orders,
        box_orders,
        chance,
        chance_orders,
        p_value,
        -- chance that the order is one that would have been hasty anyway
        honest_weight / (honest_weight + brushed_weight) as doubt
    from judged

)

select * from final
