with

flags as (

    select
        case when actor_id is null then 'target' else 'actor' end as subject_type,
        coalesce(actor_id, target_id) as subject_id,
        actor_id,
        flagged_at
    from {{ ref('canonical_enforcement_flags') }}
    where coalesce(actor_id, target_id) is not null and flagged_at >= {{ truenorth.detection_from() }}

),

final as (

    select
        'enforcement_flags' as signal,
        subject_type,
        subject_id,
        {{ truenorth.case_id('enforcement_flags', dbt.concat(['subject_type', "':'", 'subject_id'])) }} as case_id,
        actor_id,
        min(flagged_at) as occurred_at,
        min(flagged_at) as window_start,
        max(flagged_at) as window_end,
        cast(count(*) as double) as observed,
        cast(0 as double) as expected,
        -- a platform does not say how sure it is
        cast(null as double) as p_value,
        cast(null as bigint) as partners,
        cast(null as double) as purity,
        cast(null as double) as exclusivity,
        cast(count(*) as double) as score
    from flags
    group by subject_type, subject_id, actor_id

)

select * from final
