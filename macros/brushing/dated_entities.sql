{#-
  The entities of this project whose rows come in with the days, so that a later row is news: those that a verdict can
  block, and the flags of platforms. Campaigns, exposures and the like explain acts; without a new act they are no news.
-#}
{% macro dated_entities() %}
    {% set found = [] %}
    {% for entity in truenorth.judged_entities() %}
        {% do found.append({'name': entity.name, 'time': entity.time, 'is_judged': true}) %}
    {% endfor %}
    {% if truenorth.has_entity('enforcement_flags') %}
        {% do found.append({'name': 'enforcement_flags', 'time': 'flagged_at', 'is_judged': false}) %}
    {% endif %}
    {{ return(found) }}
{% endmacro %}
