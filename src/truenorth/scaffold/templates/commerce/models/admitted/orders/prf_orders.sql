{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_orders'),
    numbers=['pieces', 'price'],
    times=['ordered_at'],
    keys=['customer_id', 'product_id'],
) }}
