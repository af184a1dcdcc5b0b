{{ config(materialized='view') }}

with

consents as (

    select * from {{ ref('canonical_consents') }}
    where {{ truenorth.standing_records() }}

),

spoken as (

    {{ truenorth.spoken_purposes() }}

),

-- a version of the notice explains a purpose under its own name or a wider one
explained as (

    select distinct
        notices.notice_version,
        spoken.purpose,
        cast(notices.valid_from as timestamp) as shown_from,
        cast(notices.valid_until as timestamp) as shown_until
    from {{ ref('reviewed_notices') }} as notices
    inner join spoken on notices.purpose = spoken.said_as

),

births as (

    {% if truenorth.has_entity('actors') %}
    select
        actor_id,
        max(birth_year) as birth_year
    from {{ ref('canonical_actors') }}
    where birth_year is not null
    group by actor_id
    {% else %}
    {{ truenorth.no_rows({'actor_id': 'string', 'birth_year': 'integer'}) }}
    {% endif %}

),

final as (

    select
        consents.consent_id,
        spoken.purpose,
        spoken.category,
        consents.subject_id,
        consents.status,
        consents.valid_from,
        consents.valid_until,
        consents.recorded_at,
        case
            when consents.status <> 'given' then null
            when explained.notice_version is null then 'wrong_notice_version'
            -- only the year is known: until it is over the person may still be too young
            when
                extract(year from consents.valid_from) - births.birth_year <= {{ var('truenorth_age_of_consent') }}
                and (consents.guardian_id is null or consents.guardian_id = consents.subject_id)
                then 'minor_without_guardian'
            when
                spoken.category <> ''
                and (consents.sensitive_category is null or not coalesce(consents.is_explicit, false))
                then 'no_explicit_consent'
        end as flaw
    from consents
    -- a record of a sensitive category speaks for that one alone
    inner join spoken
        on
            consents.purpose = spoken.said_as
            and (consents.sensitive_category is null or consents.sensitive_category = spoken.category)
    left join explained
        on
            consents.notice_version = explained.notice_version
            and spoken.purpose = explained.purpose
            and consents.valid_from >= explained.shown_from
            and (explained.shown_until is null or consents.valid_from < explained.shown_until)
    left join births on consents.subject_id = births.actor_id

)

select * from final
