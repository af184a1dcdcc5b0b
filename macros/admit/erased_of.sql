{#- The table of rows of erased persons that the door keeps beside a labelled relation: numbers, never values. -#}
{% macro erased_of(labelled) %}
  {{ return(api.Relation.create(
      database=labelled.database, schema=labelled.schema, identifier=labelled.identifier ~ '__erased', type='table')) }}
{% endmacro %}
