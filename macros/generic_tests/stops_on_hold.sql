{#- For a source with `on_hold: stop`: red on the audit itself while its last judgement holds a batch, so that dbt skips
    everything downstream. -#}
{% test stops_on_hold(model, source) %}
  {% set stops = [] %}
  {% if execute %}
    {% for node in graph.sources.values() if node.source_name == source %}
      {% if node.config.meta.get('truenorth', {}).get('on_hold') == 'stop' %}{% do stops.append(source) %}{% endif %}
    {% endfor %}
  {% endif %}
  with

  last_judged as (
      select batch_id, max(judged_at) as judged_at from {{ model }} group by batch_id
  )

  select judged.batch_id, judged.expectation
  from {{ model }} as judged
  inner join last_judged
      on judged.batch_id = last_judged.batch_id and judged.judged_at = last_judged.judged_at
  where
      {{ 'true' if stops else 'false' }}
      and judged.severity = 'critical'
      and judged.outcome in ('fail', 'unknown')
      and (judged.waived_until is null or judged.waived_until <= current_date)
{% endtest %}
