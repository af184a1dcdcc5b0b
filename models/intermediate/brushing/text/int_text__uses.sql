with

comments as (

    select * from {{ ref('int_text__comments') }}

),

families as (

    select * from {{ ref('int_text__families') }}

),

votes as (

    select distinct
        comments.actor_id,
        comments.author_id,
        coalesce(families.family_id, comments.form_id) as family_id
    from comments
    left join families on comments.form_id = families.form_id

),

uses as (

    select
        actor_id,
        family_id,
        count(*) as authors
    from votes
    group by actor_id, family_id

),

counted as (

    select
        actor_id,
        family_id,
        authors,
        cast(sum(authors) over (partition by actor_id) as bigint) as votes,
        count(*) over (partition by actor_id) as families
    from uses

),

final as (

    select
        actor_id,
        family_id,
        authors,
        votes,
        -- what the account did again of all that it could have done again
        case when votes >= 2 then cast(votes - families as double) / (votes - 1) end as repeated_share
    from counted

)

select * from final
