with

purchase_days as (

    select * from {{ ref('int_purchase_days') }}

),

calendar as (

    select distinct cast({{ dbt.date_trunc('month', 'date_day') }} as date) as calendar_month
    from {{ ref('time_spine_daily') }}

),

cohorts as (

    select
        basis,
        first_purchase_month,
        last_month,
        country,
        count(distinct actor_id) as customers
    from purchase_days
    group by basis, first_purchase_month, last_month, country

),

active as (

    select
        basis,
        first_purchase_month,
        country,
        purchase_month,
        count(distinct actor_id) as customers
    from purchase_days
    group by basis, first_purchase_month, country, purchase_month

),

-- months in which nobody came back count too
final as (

    select
        cohorts.basis,
        cohorts.first_purchase_month as period_start,
        cohorts.country,
        cast({{ dbt.datediff('cohorts.first_purchase_month', 'calendar.calendar_month', 'month') }} as integer)
            as months_since_first,
        coalesce(active.customers, 0) as numerator,
        cohorts.customers as denominator
    from cohorts
    inner join calendar
        on
            cohorts.first_purchase_month < calendar.calendar_month
            and cohorts.last_month >= calendar.calendar_month
    left join active
        on
            cohorts.basis = active.basis
            and cohorts.first_purchase_month = active.first_purchase_month
            and cohorts.country = active.country
            and calendar.calendar_month = active.purchase_month

)

select * from final
