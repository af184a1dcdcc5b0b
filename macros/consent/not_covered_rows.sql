{#-
  For a standing relation: the persons and moments of its entity that no consent covers for the purpose it is filtered for. Its yml
  names both (`rows_of`, `purpose`) under config.meta.truenorth, and a sensitive category if there is one.
-#}
{% macro not_covered_rows() %}
    {%- set described = truenorth.described_model() %}
    {%- set told = described.config.meta.get('truenorth', {}) if described else {} -%}
    select
        subject_id,
        happened_at
    from {{ ref('truenorth', 'int_consent__not_covered') }}
    where
        entity = '{{ told.rows_of }}'
        and purpose = '{{ told.purpose }}'
        and category = '{{ told.get("sensitive_category", "") }}'
{%- endmacro %}
