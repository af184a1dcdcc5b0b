{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_labels'),
    times=['labelled_at'],
    keys=['account_id'],
    optional=['declared_value'],
) }}
