{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_learning'),
    numbers=['minutes'],
    times=['happened_at'],
    keys=['learner_id', 'lesson_id'],
    optional=['written'],
) }}
