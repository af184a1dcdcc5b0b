{#-
  The last day that earlier runs have read, less the look-back, as text; none before the first run. Where entities end on
  different days the one that lags counts: the days of another must not keep its new rows from being read.
-#}
{% macro detected_until() %}
    {% set reads = truenorth.earlier_reads() %}
    {% if reads is none %}
        {{ return(none) }}
    {% endif %}
    {% set judged = truenorth.judged_entities() | map(attribute='name') | list %}
    {% set days = run_query(
        'select cast(' ~ dbt.dateadd('day', -1 * var('truenorth_lookback_days', 45), 'min(last_read)')
        ~ ' as ' ~ dbt.type_string() ~ ') from (select max(read_until) as last_read from ' ~ reads
        ~ " where detection_run <> '" ~ invocation_id ~ "' and entity in ('" ~ judged | join("', '")
        ~ "') group by entity) as last_reads"
    ) %}
    {{ return(days.columns[0][0]) }}
{% endmacro %}
