{#- Print each violation with its code in dbt's own output: a count alone helps nobody. `query` gives (code, where, reason). -#}
{% macro say_violations(query) %}
    {% if execute and flags.WHICH in ('build', 'test') %}
        {% for row in run_query(query) %}
            {% do log(row[0] ~ ' ' ~ row[1] ~ ': ' ~ row[2], info=true) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
