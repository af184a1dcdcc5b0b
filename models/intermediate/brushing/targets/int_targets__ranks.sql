{% set top = truenorth.threshold('top_places', signal='rank_instability') %}
with

days as (

    select * from {{ ref('int_targets__days') }}

),

parts as (

    select * from {{ ref('int_targets__parts') }}

),

totals as (

    select
        target_id,
        cast(sum(acts) as bigint) as acts,
        min(first_acted_at) as first_acted_at,
        max(last_acted_at) as last_acted_at
    from days
    group by target_id

),

placed as (

    select
        *,
        rank() over (order by acts desc) as place,
        sum(acts) over () as all_acts
    from totals

),

-- whoever stands ten times as deep seldom takes a place of the list when one part is left out
contenders as (

    select * from placed
    where place <= 10 * {{ top }}

),

part_totals as (

    select
        part,
        sum(acts) as part_acts
    from parts
    group by part

),

without as (

    select
        contenders.target_id,
        contenders.place,
        contenders.acts,
        contenders.first_acted_at,
        contenders.last_acted_at,
        part_totals.part,
        part_totals.part_acts / contenders.all_acts as part_share,
        coalesce(parts.acts, 0) as acts_in_part,
        rank() over (
            partition by part_totals.part order by contenders.acts - coalesce(parts.acts, 0) desc
        ) as place_without
    from contenders
    cross join part_totals
    left join parts on contenders.target_id = parts.target_id and part_totals.part = parts.part

),

final as (

    select
        target_id,
        part,
        place,
        place_without,
        acts,
        acts_in_part,
        part_share,
        first_acted_at,
        last_acted_at
    from without
    where place <= {{ top }}

)

select * from final
