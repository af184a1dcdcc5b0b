with

interactions as (

    select * from {{ ref('canonical_interactions') }}

),

forms as (

    select * from {{ ref('int_text__forms') }}

),

{% if truenorth.has_entity('targets') %}
targets as (

    select
        target_id,
        author_id
    from {{ ref('canonical_targets') }}

),
{% else %}
targets as (

    {{ truenorth.no_rows({'target_id': 'string', 'author_id': 'string'}) }}

),
{% endif %}

final as (

    select
        interactions.interaction_id,
        interactions.actor_id,
        interactions.target_id,
        -- a target without a known author speaks for itself
        coalesce(targets.author_id, {{ dbt.concat(["'target '", 'interactions.target_id']) }}) as author_id,
        interactions.occurred_at,
        forms.form_id
    from interactions
    inner join forms on interactions.text = forms.text
    left join targets on interactions.target_id = targets.target_id
    where
        interactions.action in ('comment', 'reply')
        and interactions.is_admitted
        and interactions.occurred_at >= {{ truenorth.detection_from() }}
        and interactions.actor_id is not null
        and interactions.target_id is not null
        and forms.units >= {{ truenorth.threshold('shortest_form', 'copied_comments') }}

)

select * from final
