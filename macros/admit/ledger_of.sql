{#- The ledger that the door writes beside a labelled relation. -#}
{% macro ledger_of(labelled) %}
  {{ return(api.Relation.create(
      database=labelled.database, schema=labelled.schema, identifier=labelled.identifier ~ '__ledger', type='table')) }}
{% endmacro %}
