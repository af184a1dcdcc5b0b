{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}

with

verdicts as (

    {{ truenorth.subject_verdicts(ref('brushing_findings')) }}

),

{% if is_incremental() %}

earlier as (

    select
        subject_type,
        subject_id,
        max(revision) as revision,
        max(decided_at) as decided_at
    from {{ this }}
    group by subject_type, subject_id

),

{% endif %}

final as (

    select
        md5({{ dbt.concat([
            "verdicts.subject_type", "':'", "verdicts.subject_id", "':'", "cast(verdicts.findings as " ~ dbt.type_string() ~ ")"
        ]) }}) as verdict_id,
        verdicts.subject_type,
        verdicts.subject_id,
        {% if is_incremental() %}
        cast(coalesce(earlier.revision, 0) + 1 as bigint) as revision,
        {% else %}
        cast(1 as bigint) as revision,
        {% endif %}
        verdicts.status,
        verdicts.signals,
        verdicts.case_ids,
        verdicts.score,
        verdicts.p_value,
        verdicts.findings,
        verdicts.decided_at
    from verdicts
    {% if is_incremental() %}
    -- a subject is decided anew when a later run found more; what was decided stays
    left join earlier
        on verdicts.subject_type = earlier.subject_type and verdicts.subject_id = earlier.subject_id
    where earlier.decided_at is null or verdicts.decided_at > earlier.decided_at
    {% endif %}

)

select * from final
