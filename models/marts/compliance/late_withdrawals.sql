with

gaps as (

    select * from {{ ref('int_consent__gaps') }}
    where known_since > happened_at

),

publications as (

    select * from {{ ref('earlier_publications') }}

),

-- the release went out after the event and before anybody had recorded that it may not be used
final as (

    select
        gaps.entity,
        gaps.purpose,
        gaps.category,
        gaps.subject_id,
        gaps.happened_at,
        gaps.reason,
        gaps.known_since,
        gaps.event_count,
        min(publications.published_at) as published_at
    from gaps
    inner join publications
        on gaps.happened_at <= publications.published_at and gaps.known_since > publications.published_at
    group by
        gaps.entity,
        gaps.purpose,
        gaps.category,
        gaps.subject_id,
        gaps.happened_at,
        gaps.reason,
        gaps.known_since,
        gaps.event_count

)

select * from final
