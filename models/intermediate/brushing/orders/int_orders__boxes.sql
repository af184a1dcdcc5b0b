with

boxes as (

    select * from {{ ref('int_orders__box_counts') }}

),

-- the search over boxes is paid for by their number (Bonferroni)
paid as (

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
        log_p + ln(count(*) over (partition by trait, trait_id, half_days, first_slot)) as log_p
    from boxes

),

ranked as (

    select
        *,
        row_number() over (
            partition by trait, trait_id, half_days, first_slot
            order by log_p, haste_level, coalesce(band, -1000)
        ) as place
    from paid
    where box_buyers >= {{ truenorth.threshold('least_orders', 'brushed_orders') }}

),

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
        log_p
    from ranked
    where place = 1 and log_p < 0

)

select * from final
