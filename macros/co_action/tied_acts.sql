{#-
  Acts inside tokens whose actors are tied to each other by what they do elsewhere. Purity of a token is the share of
  tied pairs among its pairs. Honest crowds stay near 0, because what brings them together is this one target.

  `log_p` bounds the chance (natural log, Chernoff's bound on a Poisson count) that a token holds so many tied pairs
  if ties fell on its pairs at the rate at which they fall on all pairs.
-#}
{% macro tied_acts(tokens, ties, purity, small_purity, own_share, one_author=false) %}
with

tokens as (

    select * from {{ tokens }}

),

ties as (

    select * from {{ ties }}
    where {{ '' if one_author else 'not ' }}one_author

),

tied_actors as (

    select distinct actor_key from ties

),

candidates as (

    select tokens.*
    from tokens
    inner join tied_actors on tokens.actor_key = tied_actors.actor_key

),

tied as (

    select
        one.target_key,
        one.slot,
        one.part,
        one.author_key,
        one.actor_key,
        count(*) as tied_others
    from candidates as one
    inner join ties on one.actor_key = ties.actor_key
    inner join candidates as other
        on
            one.target_key = other.target_key
            and one.slot = other.slot
            and one.part = other.part
            and ties.other_key = other.actor_key
    group by one.target_key, one.slot, one.part, one.author_key, one.actor_key

),

sizes as (

    select
        target_key,
        slot,
        part,
        count(*) as actors,
        count(*) * (count(*) - 1) as pairs
    from tokens
    group by target_key, slot, part

),

all_pairs as (

    select
        (select sum(tied_others) from tied) as tied_pairs,
        sum(pairs) as pairs
    from sizes

),

tied_tokens as (

    select distinct
        target_key,
        slot
    from tied

),

whole_tokens as (

    select
        sizes.target_key,
        sizes.slot,
        sum(sizes.actors) as actors,
        sum(sizes.pairs) as pairs
    from sizes
    inner join tied_tokens on sizes.target_key = tied_tokens.target_key and sizes.slot = tied_tokens.slot
    group by sizes.target_key, sizes.slot

),

counted as (

    select
        target_key,
        slot,
        count(*) as tied_actors,
        sum(tied_others) as tied_pairs
    from tied
    group by target_key, slot

),

judged as (

    select
        counted.target_key,
        counted.slot,
        counted.tied_actors,
        whole_tokens.actors,
        counted.tied_pairs / 2.0 as observed,
        whole_tokens.pairs / 2.0 * all_pairs.tied_pairs / all_pairs.pairs as expected,
        counted.tied_pairs * 1.0 / whole_tokens.pairs as purity
    from counted
    inner join whole_tokens on counted.target_key = whole_tokens.target_key and counted.slot = whole_tokens.slot
    cross join all_pairs

),

pure as (

    select
        *,
        case when observed > expected then observed - expected - observed * ln(observed / expected) else 0 end as log_p
    from judged
    where
        (purity >= {{ purity }} and tied_actors >= 4)
        or (purity >= {{ small_purity }} and tied_actors >= 3)

),

final as (

    select
        tied.target_key,
        tied.slot,
        tied.author_key,
        tied.actor_key,
        pure.observed,
        pure.expected,
        pure.purity,
        pure.tied_actors,
        pure.actors,
        pure.log_p
    from tied
    inner join pure on tied.target_key = pure.target_key and tied.slot = pure.slot
    inner join sizes
        on tied.target_key = sizes.target_key and tied.slot = sizes.slot and tied.part = sizes.part
    where tied.tied_others >= {{ own_share }} * (sizes.actors - 1)

)

select * from final
{% endmacro %}
