with

actors as (

    select * from {{ ref('int_actors__standing') }}

),

counted as (

    select
        created_month,
        country,
        standing,
        count(*) as actors
    from actors
    group by created_month, country, standing

),

calendar as (

    select distinct cast({{ dbt.date_trunc('month', 'date_day') }} as date) as calendar_month
    from {{ ref('time_spine_daily') }}

),

last_months as (

    select max(created_month) as last_month from counted

),

-- months in which nobody signs up keep the users that they began with
months as (

    select calendar.calendar_month
    from calendar
    inner join last_months on calendar.calendar_month <= last_months.last_month

),

countries as (

    select
        bases.basis,
        counted.country,
        min(counted.created_month) as first_month
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.country

),

signed_up as (

    select
        bases.basis,
        counted.country,
        counted.created_month,
        sum(counted.actors) as actors
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.country, counted.created_month

),

final as (

    select
        countries.basis,
        months.calendar_month as period_start,
        countries.country,
        cast(coalesce(signed_up.actors, 0) as bigint) as new_users,
        cast(sum(coalesce(signed_up.actors, 0)) over (
            partition by countries.basis, countries.country order by months.calendar_month
            rows between unbounded preceding and current row
        ) as bigint) as users_so_far
    from countries
    inner join months on countries.first_month <= months.calendar_month
    left join signed_up
        on
            countries.basis = signed_up.basis
            and countries.country = signed_up.country
            and months.calendar_month = signed_up.created_month

)

select * from final
