{#-
  Names of the raw sources that go through the door: truenorth itself has Online Retail, a project that installs it
  names its own in the var truenorth_sources. The ymls of the models ask the same question in place, because dbt reads
  them without macros.
-#}
{% macro declared_sources() %}
    {{ return(var('truenorth_sources', ['online_retail'] if project_name == 'truenorth' else [])) }}
{% endmacro %}
