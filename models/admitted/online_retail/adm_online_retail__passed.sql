{{ config(materialized='view') }}

{{ truenorth.passed_rows('online_retail', ref('adm_online_retail'), ref('bat_online_retail')) }}
