{{ config(materialized='view') }}

{{ truenorth.passed_rows('consents', ref('adm_consents'), ref('bat_consents')) }}
