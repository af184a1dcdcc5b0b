with

interactions as (

    select * from {{ ref('canonical_interactions') }}

),

{% if truenorth.has_entity('targets') %}
targets as (

    select
        target_id,
        author_id,
        published_at
    from {{ ref('canonical_targets') }}

),
{% else %}
targets as (

    {{ truenorth.no_rows({'target_id': 'string', 'author_id': 'string', 'published_at': 'timestamp'}) }}

),
{% endif %}

acted_on as (

    select distinct target_id
    from interactions
    where
        target_id is not null
        and occurred_at >= {{ truenorth.detection_from() }}

),

final as (

    select
        acted_on.target_id,
        {{ truenorth.seconds_of('targets.published_at') }} as published_second,
        row_number() over (order by acted_on.target_id) as target_key,
        -- a target without a known author speaks for itself
        dense_rank() over (
            order by coalesce(targets.author_id, {{ dbt.concat(["'target '", 'acted_on.target_id']) }})
        ) as author_key
    from acted_on
    left join targets on acted_on.target_id = targets.target_id

)

select * from final
