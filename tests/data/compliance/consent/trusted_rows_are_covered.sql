{#-
  The proof that trusted figures use no row without consent (systems E1, TN-K001), written apart from the filter: it asks the records
  themselves, by the latest word of the person at each moment, and knows neither disjoint stretches nor the list of what was left out.
-#}
{%- set consents = truenorth.has_entity('consents') -%}
{{ config(tags=['compliance'], enabled='consents' in var('truenorth_entities', [])) }}

-- depends_on: {{ ref('truenorth', 'consent_coverage') }}
{% if truenorth.metric_models() %}
-- depends_on: {{ ref('truenorth', 'metric_values') }}
{% endif %}

with

rows_in_use as (

    {{ truenorth.used_rows() }}

),

bases as (

    select * from {{ ref('truenorth', 'int_consent__bases') }}

),

moments as (

    select
        rows_in_use.use_id,
        rows_in_use.purpose,
        rows_in_use.category,
        rows_in_use.subject_id,
        rows_in_use.happened_at,
        count(*) as row_count
    from rows_in_use
    inner join bases on rows_in_use.entity = bases.entity and rows_in_use.purpose = bases.purpose
    where bases.rests_on = 'consent'
    group by
        rows_in_use.use_id,
        rows_in_use.purpose,
        rows_in_use.category,
        rows_in_use.subject_id,
        rows_in_use.happened_at

),

records as (

    select * from {{ ref('truenorth', 'canonical_consents') }}
    where {{ truenorth.standing_records() }}

),

told as (

    select
        records.consent_id,
        notices.purpose
    from records
    inner join {{ ref('truenorth', 'reviewed_notices') }} as notices on records.notice_version = notices.notice_version
    where
        cast(records.valid_from as date) >= notices.valid_from
        and cast(records.valid_from as date) < coalesce(notices.valid_until, date '9999-12-31')

),

young as (

    {% if truenorth.has_entity('actors') %}
    select records.consent_id
    from records
    inner join {{ ref('truenorth', 'canonical_actors') }} as actors on records.subject_id = actors.actor_id
    where
        actors.birth_year + {{ var('truenorth_age_of_consent') }} >= extract(year from records.valid_from)
        and coalesce(records.guardian_id, records.subject_id) = records.subject_id
    {% else %}
    {{ truenorth.no_rows(['consent_id'], type='string') }}
    {% endif %}

),

-- the latest yes and the latest no of the person that were in force; a no that is not older than the yes wins
last_words as (

    select
        moments.use_id,
        moments.subject_id,
        moments.happened_at,
        max(case
            when
                records.status = 'given'
                and coalesce(records.valid_until > moments.happened_at, true)
                and young.consent_id is null
                and (moments.category = '' or (records.sensitive_category is not null and records.is_explicit))
                and told.consent_id is not null
                then records.valid_from
        end) as last_yes,
        max(case when records.status <> 'given' then records.valid_from end) as last_no
    from moments
    inner join records
        on
            moments.subject_id = records.subject_id
            and moments.happened_at >= records.valid_from
            and {{ dbt.concat(["moments.purpose", "'.'"]) }} like {{ dbt.concat(["records.purpose", "'.%'"]) }}
            and coalesce(records.sensitive_category, moments.category) = moments.category
    left join told
        on
            records.consent_id = told.consent_id
            and {{ dbt.concat(["moments.purpose", "'.'"]) }} like {{ dbt.concat(["told.purpose", "'.%'"]) }}
    left join young on records.consent_id = young.consent_id
    group by moments.use_id, moments.subject_id, moments.happened_at

),

counted as (

    select
        moments.use_id,
        sum(moments.row_count) as used_rows,
        sum(case
            when last_words.last_yes is null or last_words.last_no >= last_words.last_yes then moments.row_count else 0
        end) as rows_without_consent
    from moments
    left join last_words
        on
            moments.use_id = last_words.use_id
            and moments.subject_id = last_words.subject_id
            and moments.happened_at = last_words.happened_at
    group by moments.use_id

)

select
    'TN-K001' as code,
    use_id,
    used_rows,
    rows_without_consent
from counted
where rows_without_consent > {{ var('truenorth_consent_tolerance') }} * used_rows
