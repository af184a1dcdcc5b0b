{#-
  Pairs of actors that act together under author after author, each pair in both directions.

  A pair has one vote for each author of whose targets it shares a token, since one creator's followers always meet.
  `similarity` is votes over the geometric mean of the authors that each of the two meets anybody under: an account
  that is everywhere meets many by chance. Bitmaps of 61 bits count authors and targets in the pass that finds pairs.
  Pairs of one or two authors that share at least `posts` of their targets are kept too, as `one_author`.
-#}
{% macro ties(tokens, votes, similarity, posts=none) %}
with

tokens as (

    select * from {{ tokens }}

),

met as (

    select
        one.actor_key,
        other.actor_key as other_key,
        {% if posts %}
        cast(bit_count(bit_or({{ truenorth.marked_bit('one.target_key') }})) as bigint) as posts,
        {% endif %}
        cast(bit_count(bit_or({{ truenorth.marked_bit('one.author_key') }})) as bigint) as votes
    from tokens as one
    inner join tokens as other
        on
            one.target_key = other.target_key
            and one.slot = other.slot
            and one.part = other.part
            and one.actor_key < other.actor_key
    group by one.actor_key, other.actor_key
    having
        cast(bit_count(bit_or({{ truenorth.marked_bit('one.author_key') }})) as bigint) >= {{ votes }}
        {%- if posts %}
        or cast(bit_count(bit_or({{ truenorth.marked_bit('one.target_key') }})) as bigint) >= {{ posts }}
        {%- endif %}

),

both_ways as (

    select * from met
    union all
    select
        other_key as actor_key,
        actor_key as other_key,
        {{ 'posts,' if posts }}
        votes
    from met

),

breadth as (

    select
        tokens.actor_key,
        count(distinct tokens.author_key) as authors,
        count(distinct tokens.target_key) as targets
    from tokens
    inner join (select distinct actor_key from both_ways) as tied on tokens.actor_key = tied.actor_key
    group by tokens.actor_key

),

final as (

    select
        both_ways.actor_key,
        both_ways.other_key,
        both_ways.votes,
        both_ways.votes < {{ votes }} as one_author
    from both_ways
    inner join breadth as one on both_ways.actor_key = one.actor_key
    inner join breadth as other on both_ways.other_key = other.actor_key
    where
        (
            both_ways.votes >= {{ votes }}
            and both_ways.votes >= {{ similarity }} * sqrt(one.authors * other.authors)
        )
        {%- if posts %}
        or (
            both_ways.votes < {{ votes }}
            and both_ways.posts >= {{ posts }}
            and both_ways.posts >= {{ similarity }} * sqrt(one.targets * other.targets)
        )
        {%- endif %}

)

select * from final
{% endmacro %}
