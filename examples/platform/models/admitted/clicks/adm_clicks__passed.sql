{{ config(materialized='view') }}

{{ truenorth.passed_rows('clicks', ref('adm_clicks'), ref('bat_clicks')) }}
