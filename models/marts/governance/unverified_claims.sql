{{ config(enabled='claims' in var('truenorth_entities', [])) }}

with

claims as (

    select * from {{ ref('canonical_claims') }}

),

measured as (

    select
        member,
        value
    from {{ ref('metric_values') }}
    where metric = 'roi' and basis = 'trusted' and dimension = 'channel_id' and period_start is null

),

final as (

    select
        claims.claim_id,
        claims.channel_id,
        claims.claimed,
        claims.numerator,
        claims.denominator,
        claims.source,
        measured.value as measured,
        claims.claimed / nullif(measured.value, 0) as claimed_over_measured,
        case when measured.value is null then 'unverified' else 'beside a measurement' end as standing
    from claims
    left join measured on claims.channel_id = measured.member

)

select * from final
