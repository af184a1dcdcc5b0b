{#-
  How the running project calls a canonical entity: the var truenorth_entity_models names, by entity, the `model` that
  holds it (stg_<entity> if it says none) and what stands for a column, any SQL over that model. So a project that has
  its own names needs no model more:

    truenorth_entity_models:
      orders: {model: fct_orders, actor_id: customer_id, is_admitted: amount >= 0}
-#}
{% macro staged_model(entity) %}
    {{ return(var('truenorth_entity_models', {}).get(entity, {}).get('model', 'stg_' ~ entity)) }}
{% endmacro %}

{#- SQL by lower-case column of the entity, for those that the project says. -#}
{% macro stated_columns(entity) %}
    {% set stated = {} %}
    {% for column, sql in var('truenorth_entity_models', {}).get(entity, {}).items() if column != 'model' %}
        {% do stated.update({column | lower: sql | string}) %}
    {% endfor %}
    {{ return(stated) }}
{% endmacro %}

{#- Refuse a misspelt column: what stands for it would be read by nobody. -#}
{% macro refuse_unknown_columns(entity, columns, stated) %}
    {% for column in stated if column not in columns %}
        {% do exceptions.raise_compiler_error(
            'TN-H016 truenorth_entity_models says what ' ~ column ~ ' of ' ~ entity ~ ' is, and ' ~ entity
            ~ ' has no such column; it has: ' ~ columns.keys() | sort | join(', ')
        ) %}
    {% endfor %}
{% endmacro %}
