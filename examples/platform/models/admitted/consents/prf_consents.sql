{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_consents'),
    times=['recorded_at'],
    keys=['account_id', 'purpose', 'status'],
    optional=['valid_until', 'superseded_at', 'guardian_id'],
) }}
