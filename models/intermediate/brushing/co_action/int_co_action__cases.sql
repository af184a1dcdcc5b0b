{#- groups are dense: everybody is within a few ties of everybody, so few rounds suffice -#}
{%- set rounds = 5 %}
with

members as (

    -- an account is in groups for many authors or in one for one author, never in both
    select distinct
        actor_key,
        family = 'one_client' as one_author
    from {{ ref('int_co_action__core') }}

),

tied_members as (

    {% for family in ['lockstep', 'drip'] %}
    select
        pairs.actor_key,
        pairs.other_key,
        pairs.votes,
        greatest(
            max(pairs.votes) over (partition by pairs.actor_key),
            max(pairs.votes) over (partition by pairs.other_key)
        ) as strongest
    from {{ ref('int_' ~ family ~ '__ties') }} as pairs
    inner join members as one on pairs.actor_key = one.actor_key and pairs.one_author = one.one_author
    inner join members as other on pairs.other_key = other.actor_key and pairs.one_author = other.one_author
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- who is in a group by the way of one weak tie does not join two groups into one
tied_pairs as (

    select
        actor_key,
        other_key
    from tied_members
    where votes >= {{ truenorth.threshold('participation', 'lockstep_groups') }} * strongest

),

tied as (

    select distinct actor_key from tied_pairs

),

-- accounts of a pool need not know each other: each burst joins those that no tie joins
pooled as (

    select
        core.actor_key,
        min(core.actor_key) over (partition by core.target_key, core.window_start) as other_key
    from {{ ref('int_co_action__core') }} as core
    left join tied on core.actor_key = tied.actor_key
    where core.family = 'bursts' and tied.actor_key is null

),

links as (

    select
        actor_key,
        other_key
    from tied_pairs
    union distinct
    select
        actor_key,
        other_key
    from pooled
    union distinct
    select
        other_key as actor_key,
        actor_key as other_key
    from pooled
    union distinct
    select
        actor_key,
        actor_key as other_key
    from members

),

round_0 as (

    select
        actor_key,
        actor_key as case_key
    from members

),

{% for round in range(1, rounds + 1) %}
round_{{ round }} as (

    select
        links.actor_key,
        min(earlier.case_key) as case_key
    from links
    inner join round_{{ round - 1 }} as earlier on links.other_key = earlier.actor_key
    group by links.actor_key

),

{% endfor %}
final as (

    select * from round_{{ rounds }}

)

select * from final
