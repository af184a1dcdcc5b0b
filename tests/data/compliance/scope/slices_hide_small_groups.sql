{#-
  No published slice is about fewer than `truenorth_smallest_group` persons, and none can be computed: what is withheld of a published total
  is nothing, or two slices or more of no fewer persons together.
-#}
{{ config(tags=['compliance'], enabled=truenorth.metric_models() | length > 0) }}

{%- set smallest = var('truenorth_smallest_group') %}
{%- set violations %}
with

slices as (
    select
        shown.metric,
        shown.dimension,
        shown.member,
        shown.basis,
        coalesce(cast(shown.period_start as {{ dbt.type_string() }}), 'the whole history') as period,
        figures.persons,
        case when shown.denominator is null then 1 else 0 end as is_withheld
    from {{ ref('truenorth', 'metric_values') }} as shown
    inner join {{ ref('truenorth', 'metric_figures') }} as figures
        on
            shown.metric = figures.metric
            and shown.dimension = figures.dimension
            and shown.member = figures.member
            and shown.basis = figures.basis
            and coalesce(shown.period_start, date '0001-01-01') = coalesce(figures.period_start, date '0001-01-01')
    where shown.dimension <> 'all'
),

small as (
    select
        metric,
        dimension || ', ' || period || ', ' || basis || ': a slice of few persons is shown' as reason
    from slices
    where persons < {{ smallest }} and is_withheld = 0
),

told as (
    select
        metric,
        dimension || ', ' || period || ', ' || basis || ': the total tells what is withheld' as reason
    from slices
    group by metric, dimension, period, basis
    having
        sum(is_withheld) > 0
        -- where nothing is shown beside the total, nothing more is told
        and sum(is_withheld) < count(*)
        and (sum(is_withheld) = 1 or sum(is_withheld * persons) < {{ smallest }})
),

final as (
    select metric, reason from small
    union all
    select metric, reason from told
)

select distinct
    'TN-L051' as code,
    metric as place,
    reason
from final
order by metric, reason
{% endset %}
{% do truenorth.say_violations(violations) %}
{{ violations }}
