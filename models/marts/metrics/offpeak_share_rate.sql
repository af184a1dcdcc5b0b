with

signals as (

    select * from {{ ref('fct_silent_signals') }}

),

final as (

    select
        basis,
        period_start,
        cast(sum(offpeak_shares) as bigint) as numerator,
        cast(sum(offpeak_looks) as bigint) as denominator
    from signals
    group by basis, period_start
    having sum(offpeak_looks) > 0 or sum(offpeak_shares) > 0

)

select * from final
