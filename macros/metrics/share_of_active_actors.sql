{#-
  Active accounts that did `deed` at least once, over all active accounts. An account counts once in each
  `counted_by` (a day or a period); a `period` holds one or more of them, so the counts add up.
-#}
{% macro share_of_active_actors(counted_by, period, deed) %}
with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

-- on each basis on which one of his acts stands an account is active; for the deed, one such act
actors as (

    select
        {{ period }} as period_start,
        max(standing) as standing,
        max(case when {{ deed }} then standing else 0 end) as deed_standing
    from interactions
    where actor_id is not null
    group by {{ [period, counted_by, 'actor_id'] | unique | join(', ') }}

),

counted as (

    select
        period_start,
        standing,
        deed_standing,
        count(*) as actors
    from actors
    group by period_start, standing, deed_standing

),

final as (

    select
        bases.basis,
        counted.period_start,
        cast(sum(case when counted.deed_standing >= bases.least_standing then counted.actors else 0 end) as bigint)
            as numerator,
        cast(sum(counted.actors) as bigint) as denominator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.period_start

)

select * from final
{% endmacro %}
