with

learners as (

    select * from {{ source('registers', 'learners') }}

),

final as (

    select
        learner_id as actor_id,
        registered_at as created_at
    from learners
    where not {{ truenorth.is_erased('learner_id') }}

)

select * from final
