{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_interactions'),
    numbers=['dwell_seconds'],
    times=['happened_at'],
    keys=['account_id', 'content_id'],
    optional=['comment_text'],
) }}
