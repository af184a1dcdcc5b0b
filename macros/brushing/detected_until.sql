{#-
  The last day that an earlier run has read, less the look-back, as text; none before the first run. Looked up by name
  and not by ref: the detectors stand to the left of the table that records their runs.
-#}
{% macro detected_until() %}
    {% set runs = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', 'brushing_runs') | first %}
    {% set built = adapter.get_relation(runs.database, runs.schema, runs.alias) if runs else none %}
    {% if built is none %}
        {{ return(none) }}
    {% endif %}
    {% set days = run_query(
        'select cast(' ~ dbt.dateadd('day', -1 * var('truenorth_lookback_days', 45), 'max(read_until)')
        ~ ' as ' ~ dbt.type_string() ~ ') from ' ~ built
    ) %}
    {{ return(days.columns[0][0]) }}
{% endmacro %}
