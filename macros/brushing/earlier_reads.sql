{#-
  What earlier runs have read (brushing_reads), or none before the first run and under --full-refresh. Looked up by name
  and not by ref: what asks stands to the left of the table that records the reading.
-#}
{% macro earlier_reads() %}
    {% if not execute or model.resource_type == 'unit_test' or flags.FULL_REFRESH %}
        {{ return(none) }}
    {% endif %}
    {% set reads = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', 'brushing_reads') | first %}
    {{ return(adapter.get_relation(reads.database, reads.schema, reads.alias) if reads else none) }}
{% endmacro %}
