{{ config(materialized='view') }}

{{ truenorth.canonical_entity('complaints') }}
