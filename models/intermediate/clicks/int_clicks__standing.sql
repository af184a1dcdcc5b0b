{{ config(materialized='view') }}

with

clicks as (

    select * from {{ ref('canonical_clicks') }}

),

blocked as (

    select distinct click_id from {{ ref('blocked_clicks') }}

),

held_batches as (

    select distinct batch_id
    from {{ ref('brushing_held_batches') }}
    where entity = 'clicks'

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        clicks.click_id,
        clicks.actor_id,
        clicks.converted,
        clicks.channel_id,
        clicks.clicked_at,
        cast(clicks.clicked_at as date) as clicked_date,
        cast({{ dbt.date_trunc('week', 'cast(clicks.clicked_at as date)') }} as date) as clicked_week,
        cast({{ dbt.date_trunc('month', 'cast(clicks.clicked_at as date)') }} as date) as clicked_month,
        {{ truenorth.standing(
            'clicks.is_admitted',
            'blocked.click_id is not null or held_batches.batch_id is not null',
            'not_covered.subject_id is not null'
        ) }} as standing
    from clicks
    left join blocked on clicks.click_id = blocked.click_id
    left join held_batches on clicks.batch_id = held_batches.batch_id
    left join not_covered
        on clicks.actor_id = not_covered.subject_id and clicks.clicked_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(clicks.clicked_at as date)') }}

)

select * from final
