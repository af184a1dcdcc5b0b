with

core as (

    select
        cases.case_key,
        core.*
    from {{ ref('int_co_action__core') }} as core
    inner join {{ ref('int_co_action__cases') }} as cases on core.actor_key = cases.actor_key

),

delays as (

    select
        core.case_key,
        core.target_key,
        avg(publication.sooner) as sooner,
        -- an audience answers a publication at its own pace: at a constant rate the spread of its delays is their mean
        case
            when avg(core.acted_second - core.published_second) > 0
                then
                    stddev_pop(core.acted_second - core.published_second)
                    / avg(core.acted_second - core.published_second)
            else 0
        end as spread
    from core
    inner join {{ ref('int_co_action__publication') }} as publication
        on {{ truenorth.delay_class('core.acted_second - core.published_second') }} = publication.delay_class
    group by core.case_key, core.target_key

),

final as (

    -- beside the uniform null, one vote a target: do the acts come later than audiences come, or sooner?
    select
        case_key,
        (avg(sooner) - 0.5) * sqrt(12.0 * count(*)) as deviations,
        avg(spread) as spread
    from delays
    group by case_key

)

select * from final
