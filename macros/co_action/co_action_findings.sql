{#-
  Findings of one family of co-action: the acts that prove it, and all other acts of accounts that serve nothing else.
  An account that several families see answers with its other acts under the first of them only.
-#}
{% macro co_action_findings(signal, family, precedence) %}
with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

actors as (

    select * from {{ ref('int_co_action__actors') }}

),

decided as (

    select * from {{ ref('int_co_action__verdicts') }}
    where is_decided

),

core as (

    select * from {{ ref('int_co_action__core') }}
    where family = '{{ family }}'

),

proven as (

    select
        core.interaction_id,
        core.actor_key,
        core.acted_second,
        core.window_start,
        core.window_end,
        core.observed,
        core.expected,
        core.log_p,
        core.tied_actors - 1 as partners,
        core.purity,
        core.tied_actors * 1.0 / core.actors as exclusivity
    from core
    inner join decided on core.actor_key = decided.actor_key

),

rest as (

    select
        acts.interaction_id,
        acts.actor_key,
        acts.acted_second,
        cast(null as double) as window_start,
        cast(null as double) as window_end,
        decided.own_distance as observed,
        0.25 as expected,
        decided.log_p,
        decided.members - 1 as partners,
        decided.core_acts * 1.0 / decided.acts as purity,
        cast(null as double) as exclusivity
    from acts
    inner join decided on acts.actor_key = decided.actor_key
    left join (select distinct interaction_id from {{ ref('int_co_action__core') }}) as any_core
        on acts.interaction_id = any_core.interaction_id
    where
        decided.is_instrument
        and decided.precedence = {{ precedence }}
        and any_core.interaction_id is null

),

found as (

    select * from proven
    union all
    select * from rest

),

final as (

    select
        '{{ signal }}' as signal,
        'interaction' as subject_type,
        found.interaction_id as subject_id,
        {{ truenorth.case_id(signal, 'leaders.actor_id') }} as case_id,
        actors.actor_id,
        {{ truenorth.timestamp_of('found.acted_second') }} as occurred_at,
        {{ truenorth.timestamp_of('found.window_start') }} as window_start,
        {{ truenorth.timestamp_of('found.window_end') }} as window_end,
        cast(found.observed as double) as observed,
        cast(found.expected as double) as expected,
        cast(exp(greatest(found.log_p, -700)) as double) as p_value,
        cast(found.partners as bigint) as partners,
        cast(found.purity as double) as purity,
        cast(found.exclusivity as double) as exclusivity,
        cast(-1 * found.log_p / ln(10) as double) as score
    from found
    inner join decided on found.actor_key = decided.actor_key
    inner join actors on found.actor_key = actors.actor_key
    inner join actors as leaders on decided.case_key = leaders.actor_key

)

select * from final
{% endmacro %}
