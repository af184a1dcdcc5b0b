with

signals as (

    select * from {{ ref('fct_silent_signals') }}

),

final as (

    select
        basis,
        period_start,
        cast(sum(case when corrections > 0 then 1 else 0 end) as bigint) as numerator,
        cast(count(*) as bigint) as denominator
    from signals
    group by basis, period_start

)

select * from final
