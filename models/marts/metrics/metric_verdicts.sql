{%- set metrics = truenorth.metric_models() -%}
{{ config(enabled=metrics | length > 0) }}

with

totals as (

    select
        metric,
        max(case when basis = 'raw' then value end) as raw_value,
        max(case when basis = 'trusted' then value end) as trusted_value
    from {{ ref('metric_values') }}
    where period_start is null and dimension = 'all'
    group by metric

),

contracts as (

    {% for metric in metrics if execute %}
    {%- set contract = truenorth.metric_definition(metric.name) %}
    select
        '{{ metric.name }}' as metric,
        '{{ dbt.escape_single_quotes(contract.title.en) }}' as title,
        '{{ contract.tier }}' as tier,
        '{{ contract.kind }}' as kind,
        '{{ contract.unit }}' as unit
    {%- if not loop.last %}
    union all
    {%- endif %}
    {% endfor %}

),

admissions as (

    select * from {{ ref('metric_admissions') }}

),

final as (

    select
        contracts.metric,
        contracts.title,
        contracts.tier,
        contracts.kind,
        contracts.unit,
        totals.raw_value,
        totals.trusted_value,
        totals.raw_value / nullif(totals.trusted_value, 0) - 1 as bubble,
        coalesce(admissions.verdict, 'unknown') as verdict,
        coalesce(admissions.reason, 'no admission has been measured for this metric') as reason
    from contracts
    left join totals on contracts.metric = totals.metric
    left join admissions on contracts.metric = admissions.metric

)

select * from final
