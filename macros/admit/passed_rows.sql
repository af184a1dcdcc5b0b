{#- Every row of the batches that passed the audit; `_is_admitted` says whether the row itself may be believed.
    A quarantined row counts as admitted while a reviewed release covers all of its reasons. -#}
{% macro passed_rows(source, labelled, batches) %}
with

labelled as (
    select * from {{ labelled }}
),

admitted_batches as (
    select batch_id from {{ batches }} where status = 'admitted'
),

released as (
    select batch_id, row_number
    from {{ truenorth.standing_row_releases(source, labelled) }}
),

final as (
    select
        labelled.*
        , {{ truenorth.array_size('labelled._reasons') }} = 0 or released.row_number is not null as _is_admitted
    from labelled
    inner join admitted_batches on labelled._batch_id = admitted_batches.batch_id
    left join released
        on labelled._batch_id = released.batch_id and labelled._row_number = released.row_number
)

select * from final
{% endmacro %}
