with

days as (

    {{ dbt.date_spine(
        'day',
        "cast('" ~ var('truenorth_calendar_start') ~ "' as date)",
        "cast('" ~ var('truenorth_calendar_end') ~ "' as date)"
    ) }}

),

final as (

    select cast(date_day as date) as date_day
    from days

)

select * from final
