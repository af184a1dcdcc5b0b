{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_acts'),
    numbers=['seconds_watched'],
    times=['happened_at'],
    keys=['reader_id', 'work_id'],
    optional=['comment'],
) }}
