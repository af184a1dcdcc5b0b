{{ config(materialized='view') }}

with

complaints as (

    select * from {{ ref('canonical_complaints') }}

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        complaints.complaint_id,
        complaints.actor_id,
        complaints.complained_at,
        cast({{ dbt.date_trunc('month', 'cast(complaints.complained_at as date)') }} as date) as complained_month,
        {{ truenorth.standing('true', 'false', 'not_covered.subject_id is not null') }} as standing
    from complaints
    left join not_covered
        on complaints.actor_id = not_covered.subject_id and complaints.complained_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(complaints.complained_at as date)') }}

)

select * from final
