{%- set consents = truenorth.has_entity('consents') -%}
{%- set entities = truenorth.personal_entities() -%}
{%- set uses = truenorth.consent_uses() -%}
{% if consents %}
-- depends_on: {{ ref('int_consent__granted') }}
{% endif %}
{% for entity in entities if consents %}
-- depends_on: {{ ref('canonical_' ~ entity.name) }}
{% endfor %}
with

-- granted stretches of a person and purpose do not overlap, so that no row meets two of them
missed as (

    {% set selects = [] %}
    {% for use in uses if consents %}
    {% for entity in entities if entity.name == use.entity %}
    {% set text %}
    select
        '{{ use.entity }}' as entity,
        '{{ use.purpose }}' as purpose,
        '{{ use.category }}' as category,
        events.subject_id,
        events.happened_at,
        count(*) as event_count
    from (
        select
            {{ entity.subject }} as subject_id,
            {{ entity.time }} as happened_at
        from {{ ref('canonical_' ~ entity.name) }}
    ) as events
    left join {{ ref('int_consent__granted') }} as granted
        on
            granted.purpose = '{{ use.purpose }}'
            and granted.category = '{{ use.category }}'
            and events.subject_id = granted.subject_id
            and events.happened_at >= granted.valid_from
            and events.happened_at < granted.valid_until
    where
        events.subject_id is not null
        and events.happened_at is not null
        and granted.subject_id is null
    group by events.subject_id, events.happened_at
    {% endset %}
    {% do selects.append(text) %}
    {% endfor %}
    {% endfor %}
    {% if selects %}
    {{ selects | join('\n    union all\n') }}
    {% else %}
    {{ truenorth.no_rows({
        'entity': 'string',
        'purpose': 'string',
        'category': 'string',
        'subject_id': 'string',
        'happened_at': 'timestamp',
        'event_count': 'bigint'
    }) }}
    {% endif %}

),

bases as (

    select * from {{ ref('int_consent__bases') }}

),

final as (

    select missed.*
    from missed
    inner join bases on missed.entity = bases.entity and missed.purpose = bases.purpose
    where bases.rests_on = 'consent'

)

select * from final
