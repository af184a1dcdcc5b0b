{#-
  The first moment that this run's detectors read, as a timestamp literal: the beginning of the calendar in the first
  run and under --full-refresh, else the last day that earlier runs have read, less the look-back
  (var truenorth_lookback_days). So a new day costs the day and the look-back, not the history. A signal of the project
  that installs truenorth does not see the vars of this package: the defaults are those of its dbt_project.yml.
-#}
{% macro detection_from() %}
    {% set start = truenorth.detected_until() or var('truenorth_calendar_start', '1970-01-01') ~ ' 00:00:00' %}
    {{ return("cast('" ~ start ~ "' as timestamp)") }}
{% endmacro %}
