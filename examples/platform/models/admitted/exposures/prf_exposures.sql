{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_exposures'),
    numbers=['visible_seconds'],
    times=['shown_at'],
    keys=['account_id', 'content_id'],
) }}
