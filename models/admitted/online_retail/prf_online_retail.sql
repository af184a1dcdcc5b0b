{{ config(materialized='incremental', incremental_strategy='append') }}

{{ truenorth.profile_batches(
    ref('adm_online_retail'),
    numbers=['Quantity', 'UnitPrice'],
    times=['InvoiceDate'],
    keys=['InvoiceNo', 'StockCode'],
    optional=['CustomerID', 'Description', 'Country'],
) }}
