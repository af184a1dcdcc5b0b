with

days as (

    select * from {{ ref('int_targets__days') }}

),

ranked as (

    select
        *,
        row_number() over (partition by target_id order by acts desc, acted_on asc) as place,
        max(acted_on) over () as last_day
    from days

),

peaks as (

    select
        target_id,
        acted_on as peak_on,
        acts as peak_acts,
        first_acted_at,
        last_day
    from ranked
    where place = 1

),

after as (

    select
        peaks.target_id,
        sum(case when days.acted_on = cast({{ dbt.dateadd('day', 1, 'peaks.peak_on') }} as date) then days.acts end)
            as next_acts,
        -- days with more than half of the peak, in a row or not: a second wave is life, too
        sum(case when 2 * days.acts > peaks.peak_acts then 1 else 0 end) as days_above_half,
        max(case when 2 * days.acts > peaks.peak_acts then days.last_acted_at end) as last_above_half_at
    from peaks
    inner join days on peaks.target_id = days.target_id and peaks.peak_on <= days.acted_on
    group by peaks.target_id

),

-- a peak on the last day has no next day to be judged by
final as (

    select
        peaks.target_id,
        peaks.peak_on,
        peaks.peak_acts,
        peaks.first_acted_at,
        cast(coalesce(after.next_acts, 0) as bigint) as next_acts,
        cast(after.days_above_half as bigint) as half_life_days,
        after.last_above_half_at
    from peaks
    inner join after on peaks.target_id = after.target_id
    where peaks.peak_on < peaks.last_day

)

select * from final
