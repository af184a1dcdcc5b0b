with

accounts as (

    select * from {{ source('registers', 'accounts') }}

),

final as (

    select
        account_id as actor_id,
        registered_at as created_at,
        is_creator,
        birth_year
    from accounts
    where not {{ truenorth.is_erased('account_id') }}

)

select * from final
