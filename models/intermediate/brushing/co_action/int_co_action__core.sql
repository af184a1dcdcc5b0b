{%- set hours = truenorth.threshold('window_hours', 'lockstep_groups') %}
{%- set minutes = truenorth.threshold('window_minutes', 'serial_bursts') %}
{#- half a window in seconds; none: the window is the whole look-back -#}
{%- set families = {
    'lockstep': hours * 1800, 'drip': none, 'bursts': minutes * 30, 'one_client': hours * 1800
} %}
with

acts as (

    select * from {{ ref('int_co_action__acts') }}

),

shifts as (

    select 0 as shift
    union all
    select 1 as shift

),

-- who serves many authors is judged by that: a hired account may be somebody's follower besides
of_many_authors as (

    {% for family in ['lockstep', 'drip', 'bursts'] %}
    select actor_key from {{ ref('int_' ~ family ~ '__members') }}
    {{ 'union distinct' if not loop.last }}
    {% endfor %}

),

{% for family, half in families.items() %}
{% if half %}
{% set slot = 'cast(floor((acts.acted_second + shifts.shift * ' ~ half ~ ') / ' ~ half * 2.0 ~ ') as bigint) * 2 + shifts.shift' %}
{% set window_start = 'floor(proof.slot / 2.0) * ' ~ half * 2 ~ ' - mod(proof.slot, 2) * ' ~ half %}
{% else %}
{% set slot = 'shifts.shift' %}
{% set window_start = 'cast(null as double)' %}
{% endif %}
{{ family }}_proof as (

    select proof.*
    from {{ ref('int_' ~ family ~ '__acts') }} as proof
    inner join {{ ref('int_' ~ family ~ '__members') }} as members on proof.actor_key = members.actor_key
    {% if family == 'one_client' %}
    left join of_many_authors on proof.actor_key = of_many_authors.actor_key
    where of_many_authors.actor_key is null
    {% endif %}

),

{{ family }}_proven as (

    select
        acts.interaction_id,
        acts.actor_key,
        acts.target_key,
        acts.author_key,
        acts.acted_second,
        acts.published_second,
        '{{ family }}' as family,
        {{ loop.index }} as precedence,
        proof.observed,
        proof.expected,
        proof.purity,
        proof.tied_actors,
        proof.actors,
        proof.log_p,
        {{ window_start }} as window_start,
        {{ window_start }} + {{ (half or 0) * 2 }} as window_end
    from acts
    cross join shifts
    inner join {{ family }}_proof as proof
        on
            acts.actor_key = proof.actor_key
            and acts.target_key = proof.target_key
            and {{ slot }} = proof.slot

),

{% endfor %}
proven as (

    {% for family in families %}
    select * from {{ family }}_proven
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- an act may lie in two windows: the stronger one speaks
ranked as (

    select
        *,
        row_number() over (partition by interaction_id, family order by log_p, window_start) as place
    from proven

),

final as (

    select
        interaction_id,
        actor_key,
        target_key,
        author_key,
        acted_second,
        published_second,
        family,
        precedence,
        observed,
        expected,
        purity,
        tied_actors,
        actors,
        log_p,
        window_start,
        window_end
    from ranked
    where place = 1

)

select * from final
