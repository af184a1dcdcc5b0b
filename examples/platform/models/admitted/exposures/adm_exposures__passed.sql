{{ config(materialized='view') }}

{{ truenorth.passed_rows('exposures', ref('adm_exposures'), ref('bat_exposures')) }}
