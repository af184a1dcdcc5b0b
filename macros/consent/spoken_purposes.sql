{#-
  A select of (purpose, category, said_as): under which names a record can speak for each purpose and sensitive category that
  are in use. fideslang's data uses are
  a tree, so `analytics` speaks for `analytics.reporting.content_performance`, and never the other way round.
-#}
{% macro spoken_purposes() %}
    {% set rows = [] %}
    {% for use in truenorth.consent_uses() %}
        {% set parts = use.purpose.split('.') %}
        {% for length in range(1, parts | length + 1) %}
            {% set row = {'purpose': use.purpose, 'category': use.category, 'said_as': parts[:length] | join('.')} %}
            {% do rows.append(row) if row not in rows %}
        {% endfor %}
    {% endfor %}
    {{ truenorth.rows_of_dicts(rows, ['purpose', 'category', 'said_as']) }}
{% endmacro %}
