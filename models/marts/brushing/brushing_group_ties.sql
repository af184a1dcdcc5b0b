with

members as (

    select
        group_number,
        actor_id
    from {{ ref('int_groups__members') }}

),

shared as (

    select
        members.group_number,
        peers.group_number as other_group,
        count(*) as shared_accounts
    from members
    inner join members as peers
        on members.actor_id = peers.actor_id and members.group_number < peers.group_number
    group by members.group_number, peers.group_number

),

final as (

    select
        group_number,
        other_group,
        cast(shared_accounts as bigint) as shared_accounts
    from shared
    where shared_accounts >= {{ var('truenorth_smallest_group') }}

)

select * from final
