{{ config(materialized='view') }}

{{ truenorth.passed_rows('@SOURCE@', ref('adm_@SOURCE@'), ref('bat_@SOURCE@')) }}
