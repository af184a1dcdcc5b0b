{{ config(materialized='view') }}

-- `metric_admissions` compares compiled definitions, so every metric has to be compiled before it
{% if truenorth.metric_models() %}
-- depends_on: {{ ref('metric_values') }}
{% endif %}
{% if truenorth.declared_sources() %}
select distinct batch_id
from {{ ref('batches') }}
where status = 'admitted'
{% else %}
-- nothing comes through a door: there is no batch that an admission could rest on
select cast(null as {{ dbt.type_string() }}) as batch_id
where 1 = 0
{% endif %}
