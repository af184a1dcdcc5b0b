{#- Exposures of some kinds, on days inside the calendar, with how far each is believed for the purpose of the model that asks. -#}
{% macro exposures_of_kinds(kinds) -%}
with

exposures as (

    select * from {{ ref('canonical_exposures') }}
    where kind in ('{{ kinds | join("', '") }}')

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        exposures.actor_id,
        exposures.target_id,
        exposures.exposed_at,
        exposures.was_clicked,
        cast({{ dbt.date_trunc('week', 'exposures.exposed_at') }} as date) as exposed_week,
        {{ truenorth.standing('true', 'false', 'not_covered.subject_id is not null') }} as standing
    from exposures
    left join not_covered
        on exposures.actor_id = not_covered.subject_id and exposures.exposed_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(exposures.exposed_at as date)') }}

)

select * from final
{%- endmacro %}
