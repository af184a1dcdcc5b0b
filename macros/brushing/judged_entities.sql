{#- The entities of this project whose rows a verdict can block, with the key and the time of a row. -#}
{% macro judged_entities() %}
    {% set found = [] %}
    {% for entity, key, time in [
        ('interactions', 'interaction_id', 'occurred_at'),
        ('orders', 'order_id', 'ordered_at'),
        ('clicks', 'click_id', 'clicked_at'),
    ] if truenorth.has_entity(entity) %}
        {% do found.append({'name': entity, 'key': key, 'time': time}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
