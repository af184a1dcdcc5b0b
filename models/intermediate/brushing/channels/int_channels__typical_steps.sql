with

cells as (

    select * from {{ ref('int_channels__typical_cells') }}

),

marginals as (

    select
        'clock' as feature,
        clock_hour as step,
        sum(clicks) as clicks
    from cells
    group by clock_hour
    union all
    select
        'dwell' as feature,
        dwell_step as step,
        sum(clicks) as clicks
    from cells
    group by dwell_step

),

shares as (

    select
        feature,
        step,
        clicks / sum(clicks) over (partition by feature) as people_share,
        row_number() over (
            partition by feature
            order by case when feature = 'clock' then -clicks else -step end, step
        ) as oddness
    from marginals

),

final as (

    select
        feature,
        step,
        people_share,
        sum(people_share) over (partition by feature order by oddness) - 0.5 * people_share as mid_rank
    from shares

)

select * from final
