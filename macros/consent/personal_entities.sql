{#-
  The entities of this project whose rows are about persons, each with the person and the time of a row, in the entity and in its
  standing relation, and with the condition under which a row of that relation is trusted.
-#}
{% macro personal_entities() %}
    {% set found = [] %}
    {% for entity, subject, time in [
        ('interactions', 'actor_id', 'occurred_at'),
        ('orders', 'actor_id', 'ordered_at'),
        ('clicks', 'actor_id', 'clicked_at'),
        ('exposures', 'actor_id', 'exposed_at'),
        ('complaints', 'actor_id', 'complained_at'),
        ('actors', 'actor_id', 'created_at'),
        ('targets', 'author_id', 'published_at'),
    ] if truenorth.has_entity(entity) %}
        {% do found.append({
            'name': entity,
            'subject': subject,
            'time': 'coalesce(ordered_at, cast(ordered_date as timestamp))' if entity == 'orders' else time,
            'standing_time': time,
            'trusted': "basis = 'trusted'" if entity == 'orders' else 'standing = 3',
        }) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
