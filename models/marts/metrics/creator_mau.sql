with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

targets as (

    select * from {{ ref('int_targets__standing') }}
    where author_id is not null

),

-- a creator counts on each basis on which a target and somebody else's reaction to it stand; a view is no reaction
creators as (

    select
        targets.published_month,
        targets.kind,
        targets.author_id,
        max(least(interactions.standing, targets.standing)) as standing
    from targets
    inner join interactions
        on
            targets.target_id = interactions.target_id
            and targets.author_id <> interactions.actor_id
    where interactions.is_reaction
    group by targets.published_month, targets.kind, targets.author_id

),

-- the creators themselves are kept: one who publishes in two months is one creator in the total
final as (

    select
        bases.basis,
        creators.published_month as period_start,
        creators.kind,
        creators.author_id
    from creators
    inner join {{ truenorth.bases() }} on creators.standing >= bases.least_standing

)

select * from final
