{%- set consents = truenorth.has_entity('consents') -%}
with

declared as (

    select * from {{ ref('declared_bases') }}

),

spoken as (

    select distinct
        purpose,
        said_as
    from (
        {{ truenorth.spoken_purposes() }}
    ) as tree

),

uses as (

    select distinct
        entity,
        purpose
    from (
        {{ truenorth.rows_of_dicts(truenorth.consent_uses(), ['entity', 'purpose']) }}
    ) as pairs

),

sources as (

    {{ truenorth.rows_of_dicts(truenorth.entity_sources(), ['entity', 'source']) }}

),

-- the nearest declaration speaks: `analytics.reporting` before `analytics`
ranked as (

    select
        uses.entity,
        uses.purpose,
        sources.source,
        declared.legal_basis,
        declared.reference,
        row_number() over (
            partition by uses.entity, uses.purpose, sources.source
            order by length(declared.purpose) desc nulls last, declared.legal_basis asc, declared.reference asc
        ) as place
    from uses
    inner join sources on uses.entity = sources.entity
    inner join spoken on uses.purpose = spoken.purpose
    left join declared on sources.source = declared.source and spoken.said_as = declared.purpose

),

judged as (

    select
        entity,
        purpose,
        count(*) as all_sources,
        count(legal_basis) as declared_sources,
        sum(case when legal_basis = 'Consent' then 1 else 0 end) as consenting_sources,
        min(case when legal_basis <> 'Consent' then legal_basis end) as other_basis,
        min(case when legal_basis <> 'Consent' then reference end) as other_reference
    from ranked
    where place = 1
    group by entity, purpose

),

-- one source that rests on consent, or says nothing, is enough: its rows need consent
final as (

    select
        entity,
        purpose,
        case
            when declared_sources = all_sources and consenting_sources = 0 then other_basis
            when {{ 'true' if consents else 'consenting_sources > 0' }} then 'Consent'
        end as legal_basis,
        case when declared_sources = all_sources and consenting_sources = 0 then other_reference end as reference,
        case
            when declared_sources = all_sources and consenting_sources = 0 then 'other basis'
            when {{ 'true' if consents else 'false' }} then 'consent'
            else 'unknown'
        end as rests_on
    from judged

)

select * from final
