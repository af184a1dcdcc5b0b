{{ config(materialized='view') }}

{{ truenorth.exposures_of_kinds(var('truenorth_ad_kinds')) }}
