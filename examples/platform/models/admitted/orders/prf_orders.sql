{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_orders'),
    numbers=['pieces', 'piece_price'],
    times=['ordered_at'],
    keys=['account_id', 'item_id'],
    optional=['confirmed_at', 'refunded_at'],
) }}
