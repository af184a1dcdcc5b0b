with

repeats as (

    select
        *,
        cast(days_bought - 1 as double) as gaps
    from {{ ref('int_orders__repeats') }}
    where days_of_habit > 0

),

usual as (

    select cast(sum(days_sent_elsewhere) as double) / nullif(sum(days_sent), 0) as sent_elsewhere
    from repeats

),

-- gaps of an exponential clock: how often a silence so long follows gaps like these
silences as (

    select
        repeats.*,
        case
            when repeats.days_of_silence > 0
                then -1 * repeats.gaps * ln(1 + cast(repeats.days_of_silence as double) / repeats.days_of_habit)
            else 0
        end as log_p_of_stop,
        coalesce({{ truenorth.log_hoeffding_tail(
            'cast(repeats.days_sent_elsewhere as double)', 'repeats.days_sent',
            '(repeats.days_sent * usual.sent_elsewhere)'
        ) }}, 0) as log_p_of_elsewhere
    from repeats
    cross join usual

),

-- either may tell: two tests
tested as (

    select
        *,
        least(least(log_p_of_stop, log_p_of_elsewhere) + ln(2), 0) as log_p,
        count(*) over () as tests
    from silences

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
    where log_p <= ln({{ truenorth.threshold('false_discoveries') }} * place / tests)

),

-- a buyer may do so with several products: the least likely speaks
found as (

    select
        ranked.*,
        row_number() over (partition by ranked.actor_id order by ranked.log_p, ranked.target_id) as place_of_product
    from ranked
    inner join last_kept on ranked.log_p <= last_kept.log_p

),

final as (

    select
        'proxy_buyers' as signal,
        'actor' as subject_type,
        actor_id as subject_id,
        {{ truenorth.case_id('proxy_buyers', dbt.concat(['actor_id', "' '", 'target_id'])) }} as case_id,
        actor_id,
        cast(last_date as timestamp) as occurred_at,
        cast(first_date as timestamp) as window_start,
        cast(last_date as timestamp) as window_end,
        cast(days_of_silence as double) as observed,
        cast(days_of_habit / gaps as double) as expected,
        cast(exp(greatest(log_p, -700)) as double) as p_value,
        cast(null as bigint) as partners,
        cast(days_sent_elsewhere as double) / nullif(days_sent, 0) as purity,
        cast(null as double) as exclusivity,
        cast(-log_p / ln(10) as double) as score
    from found
    where place_of_product = 1

)

select * from final
