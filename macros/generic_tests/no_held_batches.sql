{#- Red while a batch is held. Names batch and expectation in dbt's own output: a count alone helps nobody. -#}
{% test no_held_batches(model) %}
  {% set query %}
    select source, file, severity, code, reason from {{ model }} where status in ('held', 'unread') order by source, file
  {% endset %}
  {% if execute and flags.WHICH in ('build', 'test') %}
    {% for row in run_query(query) %}
      {% do log('HELD ' ~ row[0] ~ ' ' ~ row[1] ~ ': ' ~ row[3] ~ ' ' ~ row[4], info=true) %}
    {% endfor %}
  {% endif %}
  select source, file, code, reason from {{ model }} where severity = 'error'
{% endtest %}
