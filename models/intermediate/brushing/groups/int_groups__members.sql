with

findings as (

    select distinct
        signal,
        case_id,
        actor_id
    from {{ ref('brushing_standing_findings') }}
    where actor_id is not null

),

counted as (

    select
        *,
        count(*) over (partition by signal, case_id) as found_accounts
    from findings

),

final as (

    select
        -- a number says nothing of an account, as a case's own id might
        cast(dense_rank() over (order by found_accounts desc, signal asc, case_id asc) as bigint) as group_number,
        signal,
        case_id,
        actor_id
    from counted
    where found_accounts >= {{ var('truenorth_smallest_group') }}

)

select * from final
