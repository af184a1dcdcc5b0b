{{ config(materialized='view') }}

{{ truenorth.canonical_entity('enforcement_flags') }}
