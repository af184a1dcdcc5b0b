{{ config(materialized='view') }}

with

actors as (

    select * from {{ ref('canonical_actors') }}

),

blocked as (

    select actor_id from {{ ref('int_actors__blocked') }}

),

not_covered as (

    {{ truenorth.not_covered_rows() }}

),

final as (

    select
        actors.actor_id,
        coalesce(actors.country, 'unknown') as country,
        actors.created_at,
        cast({{ dbt.date_trunc('month', 'actors.created_at') }} as date) as created_month,
        {{ truenorth.standing(
            'true', 'blocked.actor_id is not null', 'not_covered.subject_id is not null'
        ) }} as standing
    from actors
    left join blocked on actors.actor_id = blocked.actor_id
    left join not_covered
        on actors.actor_id = not_covered.subject_id and actors.created_at = not_covered.happened_at
    where {{ truenorth.within_calendar('cast(actors.created_at as date)') }}

)

select * from final
