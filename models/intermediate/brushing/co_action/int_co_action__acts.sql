{%- set permutation = var('truenorth_permutation', none) %}
with

interactions as (

    select * from {{ ref('canonical_interactions') }}
    where
        is_admitted
        -- looking is no endorsement, and everybody looks
        and action not in ('view', 'search')
        and occurred_at >= {{ truenorth.detection_from() }}

),

actors as (

    select * from {{ ref('int_co_action__actors') }}

),

targets as (

    select * from {{ ref('int_co_action__targets') }}

),

acts as (

    select
        interactions.interaction_id,
        actors.actor_key,
        targets.target_key,
        targets.author_key,
        {{ truenorth.seconds_of('interactions.occurred_at') }} as acted_second,
        targets.published_second
    from interactions
    inner join actors on interactions.actor_id = actors.actor_id
    inner join targets on interactions.target_id = targets.target_id

),

{% if truenorth.has_entity('exposures') %}
-- who was shown the target just before was brought there by the platform, not by a group
shown as (

    select distinct interactions.interaction_id
    from interactions
    inner join {{ ref('canonical_exposures') }} as exposures
        on interactions.actor_id = exposures.actor_id and interactions.target_id = exposures.target_id
    where
        exposures.exposed_at <= interactions.occurred_at
        and {{ dbt.dateadd('hour', truenorth.threshold('explained_by_exposure_hours', 'lockstep_groups'), 'exposures.exposed_at') }}
        >= interactions.occurred_at

),

unexplained as (

    select acts.*
    from acts
    left join shown on acts.interaction_id = shown.interaction_id
    where shown.interaction_id is null

),
{% else %}
unexplained as (

    select * from acts

),
{% endif %}

{% if permutation is not none %}
popularity as (

    select
        target_key,
        floor(ln(count(*)) / ln(2)) as popularity
    from unexplained
    group by target_key

),

-- the null model: inside a day and a class of popularity, who acted is drawn anew
placed as (

    select
        unexplained.*,
        popularity.popularity,
        floor(unexplained.acted_second / 86400.0) as day_number,
        row_number() over (
            partition by floor(unexplained.acted_second / 86400.0), popularity.popularity
            order by unexplained.interaction_id
        ) as place,
        row_number() over (
            partition by floor(unexplained.acted_second / 86400.0), popularity.popularity
            order by md5({{ dbt.concat(['unexplained.interaction_id', "' " ~ permutation ~ "'"]) }})
        ) as drawn_place
    from unexplained
    inner join popularity on unexplained.target_key = popularity.target_key

),

final as (

    select
        placed.interaction_id,
        drawn.actor_key,
        placed.target_key,
        placed.author_key,
        placed.acted_second,
        placed.published_second
    from placed
    inner join placed as drawn
        on
            placed.day_number = drawn.day_number
            and placed.popularity = drawn.popularity
            and placed.place = drawn.drawn_place

)
{% else %}
final as (

    select * from unexplained

)
{% endif %}

select * from final
