{#-
  Says how many events had been published before anybody recorded that consent for them had ended. It warns: the figures are
  mended by this run, and no later run can call back what went out.
-#}
{% test no_late_withdrawals(model) %}

{{ config(severity='warn') }}

select
    'TN-K005' as code,
    entity,
    purpose,
    min(published_at) as first_published_at,
    sum(event_count) as events
from {{ model }}
group by entity, purpose

{% endtest %}
