{#- Ids of landed batches that `this` has no profile of, as a list of SQL texts. Literals instead of a join: the engine
    then skips whole row groups of older batches, and the cost follows the new data. -#}
{% macro unprofiled_batches(labelled) %}
  {#- `dbt compile` and linters ask before anything was built -#}
  {% if not execute or flags.WHICH not in ('build', 'run', 'retry') %}{{ return([]) }}{% endif %}
  {% set query %}
    select distinct batch_id from {{ truenorth.ledger_of(labelled) }} where event = 'landed'
    {% if is_incremental() %}
    and batch_id not in (select batch_id from {{ this }})
    {% endif %}
    order by batch_id
  {% endset %}
  {% set ids = [] %}
  {% for row in run_query(query) %}{% do ids.append("'" ~ row[0] ~ "'") %}{% endfor %}
  {{ return(ids) }}
{% endmacro %}
