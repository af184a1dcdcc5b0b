{#- The labelled relation holds each landed batch with as many rows as the ledger says it has, but for those of erased
    persons, and no other rows. -#}
{% test labelled_equals_received(model) %}
  with

  labelled as (
      select _batch_id as batch_id, count(*) as row_count
      from (
          select _batch_id from {{ model }}
          union all
          select _batch_id from {{ truenorth.erased_of(model) }}
      ) as all_rows
      group by _batch_id
  ),

  landed as (
      select distinct batch_id, rows as row_count from {{ truenorth.ledger_of(model) }} where event = 'landed'
  )

  select landed.batch_id, landed.row_count as received, labelled.row_count as labelled
  from landed
  full outer join labelled on landed.batch_id = labelled.batch_id
  where landed.row_count is null or labelled.row_count is null or landed.row_count <> labelled.row_count
{% endtest %}
