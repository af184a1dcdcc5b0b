{{ config(materialized='view') }}

{{ truenorth.exposures_of_kinds(var('truenorth_push_kinds')) }}
