with

cells as (

    select cells.*
    from {{ ref('int_channels__click_cells') }} as cells
    inner join {{ ref('int_channels__reference') }} as reference on cells.channel_id = reference.channel_id
    where reference.is_reference

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

-- machines come in the quiet hours and leave at once: the fewer reference clicks an hour has, the shorter a stay
ordered as (

    select
        feature,
        step,
        clicks / sum(clicks) over (partition by feature) as reference_share,
        row_number() over (
            partition by feature
            order by case when feature = 'clock' then -clicks else -step end, step
        ) as oddness
    from marginals

),

placed as (

    select
        feature,
        step,
        reference_share,
        sum(reference_share) over (partition by feature order by oddness) - 0.5 * reference_share as mid_rank
    from ordered

),

final as (

    select
        feature,
        step,
        reference_share,
        mid_rank,
        case
            when feature = 'dwell' then mid_rank
            -- even share over own share, capped so that no single click decides
            else least(
                1 / (24 * reference_share),
                {{ truenorth.threshold('quiet_hour_cap', signal='watered_channels') }}
            )
        end as score
    from placed

)

select * from final
