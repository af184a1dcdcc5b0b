{{ config(materialized='view') }}

with

targets as (

    select * from {{ ref('canonical_targets') }}

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        targets.target_id,
        targets.author_id,
        coalesce(targets.kind, 'unknown') as kind,
        targets.published_at,
        cast({{ dbt.date_trunc('month', 'targets.published_at') }} as date) as published_month,
        {{ truenorth.standing('true', 'false', 'not_covered.subject_id is not null') }} as standing
    from targets
    left join not_covered
        on targets.author_id = not_covered.subject_id and targets.published_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(targets.published_at as date)') }}

)

select * from final
