{#-
  Lower-case names of the columns of an entity's model: as built. If it is not built (the project is only being compiled),
  as its yml lists them, which need not list all: those that the entity cannot do without are taken to be there, and so are
  all if it lists none.
-#}
{% macro staged_columns(entity, staged) %}
    {% set built = adapter.get_relation(staged.database, staged.schema, staged.identifier) %}
    {% if built is not none %}
        {{ return(adapter.get_columns_in_relation(built) | map(attribute='name') | map('lower') | list) }}
    {% endif %}
    {% set described = truenorth.described_model(truenorth.staged_model(entity)).columns %}
    {% set of_entity = truenorth.described_model('canonical_' ~ entity).columns %}
    {% set there = (described or of_entity).keys() | map('lower') | list %}
    {% for column in of_entity.values() if column.config.meta.get('truenorth', {}).get('required') is sameas true %}
        {% do there.append(column.name) %}
    {% endfor %}
    {{ return(there) }}
{% endmacro %}
