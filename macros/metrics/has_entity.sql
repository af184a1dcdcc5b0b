{#-
  Whether the project brings a canonical entity, that is a model stg_<entity>: truenorth itself has the orders of
  Online Retail, a project that installs it names its own in the var truenorth_entities. The ymls of the models ask
  the same question in place, because dbt reads them without macros.
-#}
{% macro has_entity(entity) %}
    {{ return(entity in var('truenorth_entities', []) or (project_name == 'truenorth' and entity == 'orders')) }}
{% endmacro %}
