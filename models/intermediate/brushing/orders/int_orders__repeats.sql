with

lines as (

    select * from {{ ref('canonical_orders') }}
    where
        is_admitted
        and not is_cancellation
        and actor_id is not null
        and target_id is not null
        and ordered_at >= {{ dbt.dateadd(
            'month', '-' ~ truenorth.threshold('history_months', 'proxy_buyers'), truenorth.detection_from()
        ) }}

),

days as (

    select
        actor_id,
        target_id,
        ordered_date,
        min(consignee_id) as consignee_id
    from lines
    group by actor_id, target_id, ordered_date

),

bought as (

    select
        *,
        cast({{ dbt.date_trunc('month', 'ordered_date') }} as date) as ordered_month
    from days

),

months as (

    select
        actor_id,
        target_id,
        ordered_month,
        {{ dbt.datediff("cast('1970-01-01' as date)", 'ordered_month', 'month') }}
        - row_number() over (partition by actor_id, target_id order by ordered_month) as run
    from bought
    group by actor_id, target_id, ordered_month

),

-- months in a row with the same product; the last run counts, what came before it ended in no stop
runs as (

    select
        actor_id,
        target_id,
        min(ordered_month) as first_month,
        max(ordered_month) as last_month,
        count(*) as months
    from months
    group by actor_id, target_id, run
    having count(*) >= {{ truenorth.threshold('months_in_a_row', 'proxy_buyers') }}

),

last_runs as (

    select
        *,
        row_number() over (partition by actor_id, target_id order by last_month desc) as place
    from runs

),

consignees as (

    select
        actor_id,
        consignee_id,
        row_number() over (partition by actor_id order by count(*) desc, consignee_id) as place
    from bought
    where consignee_id is not null
    group by actor_id, consignee_id

),

seen as (

    select max(ordered_date) as last_date from bought

),

final as (

    select
        bought.actor_id,
        bought.target_id,
        max(last_runs.months) as months,
        count(*) as days_bought,
        min(bought.ordered_date) as first_date,
        max(bought.ordered_date) as last_date,
        count(bought.consignee_id) as days_sent,
        sum(case when bought.consignee_id != consignees.consignee_id then 1 else 0 end) as days_sent_elsewhere,
        {{ dbt.datediff('min(bought.ordered_date)', 'max(bought.ordered_date)', 'day') }} as days_of_habit,
        {{ dbt.datediff('max(bought.ordered_date)', 'max(seen.last_date)', 'day') }} as days_of_silence
    from last_runs
    inner join bought
        on
            last_runs.actor_id = bought.actor_id
            and last_runs.target_id = bought.target_id
            and last_runs.first_month <= bought.ordered_month
    left join consignees on bought.actor_id = consignees.actor_id and consignees.place = 1
    cross join seen
    where last_runs.place = 1
    group by bought.actor_id, bought.target_id

)

select * from final
