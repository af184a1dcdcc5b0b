{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_clicks'),
    numbers=['dwell_seconds'],
    times=['clicked_at'],
    keys=['channel_id'],
    optional=['account_id'],
) }}
