with

interactions as (

    select * from {{ ref('canonical_interactions') }}
    where
        is_admitted
        and target_id is not null
        and occurred_at >= {{ truenorth.detection_from() }}

),

{% if truenorth.has_entity('targets') %}
targets as (

    select
        target_id,
        duration_seconds
    from {{ ref('canonical_targets') }}

),
{% else %}
targets as (

    {{ truenorth.no_rows({'target_id': 'string', 'duration_seconds': 'double'}) }}

),
{% endif %}

weighed as (

    select
        interactions.target_id,
        interactions.occurred_at,
        targets.duration_seconds,
        case when interactions.action = 'like' then 1 else 0 end as is_like,
        -- what takes time or words; a view that was left at once says nothing of the content
        case
            when interactions.action in ('comment', 'reply', 'save', 'share', 'follow') then 1
            when
                interactions.action = 'view'
                and interactions.dwell_seconds
                >= {{ truenorth.threshold('share_watched', 'like_quality_gap') }} * targets.duration_seconds
                then 1
            else 0
        end as is_deep
    from interactions
    left join targets on interactions.target_id = targets.target_id

),

final as (

    select
        target_id,
        -- doublings of the length; content without a length is compared with its like
        case
            when max(duration_seconds) >= 1 then cast(floor(ln(max(duration_seconds)) / ln(2)) as integer)
            when max(duration_seconds) >= 0 then 0
            else -1
        end as length_step,
        cast(sum(is_like) as bigint) as likes,
        cast(sum(is_deep) as bigint) as deep_acts,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at
    from weighed
    group by target_id

)

select * from final
