{#-
  Two metrics whose trusted figures change in step, or against each other, from period to period tell one thing (D8). Changes and
  not levels: any two figures that grow are correlated. A pair of which one contract names the other in `derived_from`, and
  retired metrics, are left out. It warns: whether one of the two has to go is for people to decide.
-#}
{% test metrics_unlike(model, at_most, periods_min) %}

{{ config(severity='warn') }}

{%- set declared = [] %}
{%- for metric in truenorth.metric_models() if execute %}
    {%- set contract = truenorth.metric_definition(metric.name) %}
    {%- for parent in contract.get('derived_from', []) %}
        {%- do declared.append((metric.name, parent)) %}
    {%- endfor %}
    {%- if contract.tier == 'retired' %}
        {%- do declared.append((metric.name, metric.name)) %}
    {%- endif %}
{%- endfor %}

with

declared as (

    {% for metric, parent in declared %}
    select '{{ metric }}' as metric, '{{ parent }}' as parent
    union all
    {% endfor %}
    -- so that there is a query where nothing is declared
    select cast(null as {{ dbt.type_string() }}) as metric, cast(null as {{ dbt.type_string() }}) as parent

),

retired as (

    select metric from declared
    where metric = parent

),

changes as (

    select
        metric,
        period_start,
        period_end,
        value - lag(value) over (partition by metric order by period_start) as change
    from {{ model }}
    where basis = 'trusted' and dimension = 'all' and period_start is not null

),

pairs as (

    select
        one.metric,
        other.metric as other_metric,
        count(*) as changes,
        corr(one.change, other.change) as correlation
    from changes as one
    inner join changes as other
        on
            one.period_start = other.period_start
            and one.period_end = other.period_end
            and one.metric < other.metric
    where one.change is not null and other.change is not null
    group by one.metric, other.metric

)

select
    'TN-M019' as code,
    pairs.metric,
    pairs.other_metric,
    pairs.changes,
    pairs.correlation
from pairs
left join declared
    on
        (pairs.metric = declared.metric and pairs.other_metric = declared.parent)
        or (pairs.other_metric = declared.metric and pairs.metric = declared.parent)
left join retired on retired.metric in (pairs.metric, pairs.other_metric)
where
    declared.metric is null
    and retired.metric is null
    and pairs.changes >= {{ periods_min }}
    and not isnan(pairs.correlation) -- a figure that never changes is like no other
    and abs(pairs.correlation) > {{ at_most }}

{% endtest %}
