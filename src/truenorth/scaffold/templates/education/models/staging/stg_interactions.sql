-- opened is looking, completed is keeping, a question is a comment, an answer a reply, a recommendation passing on
{% set actions = {
    'opened': 'view', 'completed': 'save', 'question': 'comment', 'answer': 'reply', 'recommended': 'share',
} %}

with

events as (

    select * from {{ ref('adm_learning__passed') }}

),

final as (

    select
        event_id as interaction_id,
        learner_id as actor_id,
        lesson_id as target_id,
        case event
            {%- for event, action in actions.items() %}
            when '{{ event }}' then '{{ action }}'
            {%- endfor %}
        end as action,
        happened_at as occurred_at,
        written as text,
        minutes * 60 as dwell_seconds,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from events

)

select * from final
