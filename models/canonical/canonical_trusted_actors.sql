{{ config(materialized='view') }}

{{ truenorth.canonical_entity('trusted_actors') }}
