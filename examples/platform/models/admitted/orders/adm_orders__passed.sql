{{ config(materialized='view') }}

{{ truenorth.passed_rows('orders', ref('adm_orders'), ref('bat_orders')) }}
