{#-
  Actors that belong to a group, not beside it: `votes` different `voters` (authors, or targets) in tied acts, at least
  three partners, and at least `participation` of the votes that their partners have.
-#}
{% macro tied_members(acts, ties, votes, participation, voter='author_key') %}
with

voters as (

    select
        actor_key,
        count(distinct {{ voter }}) as votes
    from {{ acts }}
    group by actor_key
    having count(distinct {{ voter }}) >= {{ votes }}

),

partners as (

    select
        ties.actor_key,
        count(*) as partners,
        avg(voters.votes) as votes
    from {{ ties }} as ties
    inner join voters on ties.other_key = voters.actor_key
    group by ties.actor_key

),

final as (

    select
        voters.actor_key,
        voters.votes,
        partners.partners
    from voters
    inner join partners on voters.actor_key = partners.actor_key
    where partners.partners >= 3 and voters.votes >= {{ participation }} * partners.votes

)

select * from final
{% endmacro %}
