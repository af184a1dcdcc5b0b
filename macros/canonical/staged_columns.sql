{#-
  Lower-case names of the columns of a stg_ model: as built, else as its yml lists them. A model that is neither built
  nor described (the project is only being compiled) is taken to have them all.
-#}
{% macro staged_columns(entity, staged) %}
    {% set built = adapter.get_relation(staged.database, staged.schema, staged.identifier) %}
    {% if built is not none %}
        {{ return(adapter.get_columns_in_relation(built) | map(attribute='name') | map('lower') | list) }}
    {% endif %}
    {% set described = truenorth.described_model('stg_' ~ entity).columns
        or truenorth.described_model('canonical_' ~ entity).columns %}
    {{ return(described.keys() | map('lower') | list) }}
{% endmacro %}
