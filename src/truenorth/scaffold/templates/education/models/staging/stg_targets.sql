with

lessons as (

    select * from {{ source('registers', 'lessons') }}

),

final as (

    select
        lesson_id as target_id,
        -- the lesson stays, others learn from it
        case when not {{ truenorth.is_erased('teacher_id') }} then teacher_id end as author_id,
        published_at,
        subject as kind
    from lessons

)

select * from final
