{{ config(materialized='view') }}

{{ truenorth.passed_rows('labels', ref('adm_labels'), ref('bat_labels')) }}
