{#-
  The rows of persons that trusted figures use for purposes that rest on consent, as a select of (use_id, entity, purpose, category,
  subject_id, happened_at): of a standing relation those that it trusts, of an entity that is read past it every row.
  `use_id` names the entity, the way and the purpose.
-#}
{% macro used_rows() %}
    {% set selects = [] %}
    {% set entities = truenorth.personal_entities() %}
    {% set seen = [] %}
    {% for use in truenorth.metric_uses() %}
        {% set use_id = [use.entity, use.via, use.purpose, use.category] | join('|') %}
        {% for entity in entities if entity.name == use.entity and use_id not in seen %}
            {% do seen.append(use_id) %}
            {% set read = use.via or 'canonical_' ~ use.entity %}
            {% set node = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
                | selectattr('name', 'equalto', read) | first %}
            {% set text %}
    select
        '{{ use_id }}' as use_id,
        '{{ use.entity }}' as entity,
        '{{ use.purpose }}' as purpose,
        '{{ use.category }}' as category,
        {{ entity.subject }} as subject_id,
        {{ entity.standing_time if use.via else entity.time }} as happened_at
    from {{ node.relation_name }}
    where {{ entity.subject }} is not null{{ ' and ' ~ entity.trusted if use.via }}
            {% endset %}
            {% do selects.append(text) %}
        {% endfor %}
    {% endfor %}
    {% if selects %}
    {{ selects | join('\n    union all\n') }}
    {% else %}
    {{ truenorth.no_rows({
        'use_id': 'string', 'entity': 'string', 'purpose': 'string', 'category': 'string',
        'subject_id': 'string', 'happened_at': 'timestamp'
    }) }}
    {% endif %}
{% endmacro %}
