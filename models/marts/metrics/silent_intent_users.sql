with

signals as (

    select * from {{ ref('fct_silent_signals') }}

),

-- the accounts themselves are kept: one who is silent in two months is one account in the total
final as (

    select
        basis,
        period_start,
        actor_id
    from signals
    where silent_targets > 0

)

select * from final
