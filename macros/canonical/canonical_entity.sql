{#-
  A canonical entity from the running project's stg_<entity>, or from what the var truenorth_entity_models says. Which
  columns it has, of what type, which of them must be there and what stands for the others stands in the yml of
  canonical_<entity>, under config.meta.truenorth of a column:
  `required: true`, `required: <group>` (one of the group must be there) or `default: <SQL>` (NULL if there is none).
  truenorth itself brings orders only; any other entity that it names is empty there, for the unit tests.
  Raises: a compiler error that names the required columns that are missing, or a column that the entity does not have.
-#}
{% macro canonical_entity(entity) %}
    {% set brings = project_name != 'truenorth' or entity == 'orders' %}
    {% set staged = ref(project_name, truenorth.staged_model(entity)) if brings %}
    {% set stated = truenorth.stated_columns(entity) if brings else {} %}
    {% set described = truenorth.described_model('canonical_' ~ entity) %}
    {% set there = truenorth.staged_columns(entity, staged) if brings and execute else [] %}
    {% if brings and execute %}
        {% do truenorth.require_columns(entity, described.columns, there + (stated.keys() | list)) %}
        {% do truenorth.refuse_unknown_columns(entity, described.columns, stated) %}
    {% endif %}
    select
        {% for column in (described.columns if described else {}).values() %}
        {%- set stands_in = column.config.meta.get('truenorth', {}).get('default', 'null') %}
        {%- set own = stated.get(column.name, column.name if column.name in there else stands_in) %}
        cast({{ own }} as {{ api.Column.translate_type(column.data_type) }})
            as {{ column.name }}
            {{- ',' if not loop.last }}
        {%- endfor %}
    {% if brings %}
    from {{ staged }}
    {% else %}
    where 1 = 0
    {% endif %}
{% endmacro %}
