with

records as (

    select * from {{ ref('adm_consents__passed') }}

),

-- a record that is replaced is delivered again: what says so stands for it
latest as (

    select
        *,
        row_number() over (
            partition by consent_id, _is_admitted order by superseded_at asc nulls last
        ) as place
    from records

),

final as (

    select
        consent_id,
        account_id as subject_id,
        purpose,
        status,
        valid_from,
        valid_until,
        recorded_at,
        superseded_at,
        notice_version,
        is_explicit,
        guardian_id,
        proof_digest,
        _is_admitted as is_admitted
    from latest
    where place = 1

)

select * from final
