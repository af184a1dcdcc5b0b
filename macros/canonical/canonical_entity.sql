{#-
  A canonical entity from the running project's stg_<entity>. Which columns it has, of what type, which of them must be
  there and what stands for the others stands in the yml of canonical_<entity>, under config.meta.truenorth of a column:
  `required: true`, `required: <group>` (one of the group must be there) or `default: <SQL>` (NULL if there is none).
  truenorth itself brings orders only; any other entity that it names is empty there, for the unit tests.
  Raises: a compiler error that names the required columns that stg_<entity> lacks.
-#}
{% macro canonical_entity(entity) %}
    {% set brings = project_name != 'truenorth' or entity == 'orders' %}
    {% set staged = ref(project_name, 'stg_' ~ entity) if brings %}
    {% set described = truenorth.described_model('canonical_' ~ entity) %}
    {% set there = truenorth.staged_columns(entity, staged) if brings and execute else [] %}
    {% if brings and execute %}
        {% do truenorth.require_columns(entity, described.columns, there) %}
    {% endif %}
    select
        {% for column in (described.columns if described else {}).values() %}
        {%- set stands_in = column.config.meta.get('truenorth', {}).get('default', 'null') %}
        cast({{ column.name if column.name in there else stands_in }} as {{ api.Column.translate_type(column.data_type) }})
            as {{ column.name }}
            {{- ',' if not loop.last }}
        {%- endfor %}
    {% if brings %}
    from {{ staged }}
    {% else %}
    where 1 = 0
    {% endif %}
{% endmacro %}
