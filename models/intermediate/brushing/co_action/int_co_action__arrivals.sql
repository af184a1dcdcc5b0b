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
        avg(publication.sooner) as sooner
    from core
    inner join {{ ref('int_co_action__publication') }} as publication
        on {{ truenorth.delay_class('core.acted_second - core.published_second') }} = publication.delay_class
    group by core.case_key, core.target_key

),

final as (

    -- beside the uniform null, one vote a target: do the acts come later than audiences come, or sooner?
    select
        case_key,
        (avg(sooner) - 0.5) * sqrt(12.0 * count(*)) as deviations
    from delays
    group by case_key

)

select * from final
