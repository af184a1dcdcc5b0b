{#-
  Members of one dimension are served alike: no member's value lies further from that of the whole than the reviewed `at_most`, as a
  share of it (system E8). Members with fewer cases than `smallest` in the denominator are left out: their value is chance, and a
  figure over few people tells of each of them. Both limits are the project's own; there is no default.
  TN-L050 names metric and member.
-#}
{% test slice_gap(model, metric, dimension, at_most, smallest, basis='trusted') %}

{%- set gaps %}
with

totals as (

    select
        period_start,
        value
    from {{ model }}
    where metric = '{{ metric }}' and basis = '{{ basis }}' and dimension = 'all'

),

slices as (

    select
        period_start,
        member,
        value
    from {{ model }}
    where
        metric = '{{ metric }}'
        and basis = '{{ basis }}'
        and dimension = '{{ dimension }}'
        and denominator >= {{ smallest }}

),

final as (

    select
        'TN-L050' as code,
        '{{ metric }}' as place,
        slices.member || ' is ' || cast(round(100 * (slices.value / totals.value - 1), 1) as {{ dbt.type_string() }})
        || ' % from the whole' as reason
    from slices
    -- the whole history has no period, and NULL joins nothing
    inner join totals
        on coalesce(slices.period_start, date '0001-01-01') = coalesce(totals.period_start, date '0001-01-01')
    where totals.value <> 0 and abs(slices.value / totals.value - 1) > {{ at_most }}

)

select
    code,
    place,
    reason
from final
{% endset %}
{% do truenorth.say_violations(gaps) %}
{{ gaps }}

{% endtest %}
