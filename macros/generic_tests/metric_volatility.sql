{#-
  From one whole period to the next a trusted figure moves by no more than `at_most` of itself, on average (D5, second step); what a
  metric's contract says in `limits.volatility` goes before. Fewer than `changes_min` changes say nothing. Retired metrics are left
  out. It warns: a restless figure is for the committee to look at. TN-M030 names the metric.
-#}
{% test metric_volatility(model, at_most, changes_min) %}

{{ config(severity='warn') }}

{%- set limits = [] %}
{#- from the graph: a project that tests a model of its own does not see the package's list of metrics -#}
{%- set nodes = graph.nodes.values() if execute else [] %}
{%- for node in nodes if node.resource_type == 'model' and 'rollup' in node.config.meta.get('truenorth', {}) %}
    {%- set contract = truenorth.metric_definition(node.name) %}
    {%- set own = ((contract.get('limits') or {}).get('volatility') or {}).get('at_most', at_most) %}
    {%- if contract.tier != 'retired' %}
        {%- do limits.append((node.name, own)) %}
    {%- endif %}
{%- endfor %}

{%- set restless %}
with

limits as (

    {% for metric, limit in limits %}
    select '{{ metric }}' as metric, cast({{ limit }} as {{ dbt.type_float() }}) as at_most
    union all
    {% endfor %}
    -- so that there is a query where there is no metric
    select cast(null as {{ dbt.type_string() }}) as metric, cast(null as {{ dbt.type_float() }}) as at_most

),

volatilities as (

    select
        metric,
        count(*) as changes,
        avg(abs(value / value_before - 1)) as volatility
    from {{ truenorth.whole_periods(model) }} as periods
    where value_before <> 0
    group by metric

),

final as (

    select
        'TN-M030' as code,
        volatilities.metric as place,
        'moves by ' || cast(round(100 * volatilities.volatility, 1) as {{ dbt.type_string() }})
        || ' % from period to period; the limit is '
        || cast(round(100 * limits.at_most, 1) as {{ dbt.type_string() }}) || ' %' as reason
    from volatilities
    inner join limits on volatilities.metric = limits.metric
    where volatilities.changes >= {{ changes_min }} and volatilities.volatility > limits.at_most

)

select
    code,
    place,
    reason
from final
{% endset %}
{% do truenorth.say_violations(restless) %}
{{ restless }}

{% endtest %}
