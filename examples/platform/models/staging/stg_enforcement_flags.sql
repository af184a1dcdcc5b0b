with

flags as (

    select * from {{ source('registers', 'flags') }}

),

final as (

    select
        account_id as actor_id,
        cast(flagged_at as timestamp) as flagged_at,
        measure as action,
        platform
    from flags
    where not {{ truenorth.is_erased('account_id') }}

)

select * from final
