{#- The last profile of every batch in a relation with the columns of prf_brushing, as a subquery. -#}
{% macro standing_profiles(relation) -%}
(
    select profiles.entity, profiles.batch_id, profiles.measure, profiles.value, profiles.profiled_at
    from {{ relation }} as profiles
    inner join (
        select entity, batch_id, max(profiled_at) as profiled_at
        from {{ relation }}
        group by entity, batch_id
    ) as last_profiled
        on
            profiles.entity = last_profiled.entity
            and profiles.batch_id = last_profiled.batch_id
            and profiles.profiled_at = last_profiled.profiled_at
)
{%- endmacro %}
