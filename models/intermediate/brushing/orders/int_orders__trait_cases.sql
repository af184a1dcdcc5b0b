with

evidence as (

    select
        *,
        -1 * log_p_of_kinds as surprise
    from {{ ref('int_orders__trait_evidence') }}

),

-- Fisher's method over four kinds: a sum of four exponential values, of which each bound is at most one. Then both
-- must hold, the crowding at the seller and something else, so the case is as likely as the likelier of the two
tested as (

    select
        *,
        greatest(
            log_p_of_seller,
            ln(1 + surprise + surprise * surprise / 2 + surprise * surprise * surprise / 6) - surprise
        ) as log_p,
        count(*) over () as tests
    from evidence

),

ranked as (

    select
        *,
        rank() over (order by log_p) as place
    from tested

),

last_kept as (

    select max(log_p) as log_p
    from ranked
    where log_p <= ln({{ truenorth.threshold('false_discoveries', 'brushed_orders') }} * place / tests)

),

final as (

    select
        ranked.case_id,
        ranked.half_days,
        ranked.first_slot,
        ranked.orders,
        ranked.buyers,
        ranked.sharing_buyers,
        ranked.chance,
        (ranked.sharing_buyers - ranked.buyers + 1) * ranked.chance / (1 - ranked.chance) as chance_buyers,
        exp(greatest(ranked.log_p, -700)) as p_value
    from ranked
    inner join last_kept on ranked.log_p <= last_kept.log_p
    where ranked.chance < 1

)

select * from final
