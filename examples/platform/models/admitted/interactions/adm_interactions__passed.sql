{{ config(materialized='view') }}

{{ truenorth.passed_rows('interactions', ref('adm_interactions'), ref('bat_interactions')) }}
