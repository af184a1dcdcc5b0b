{%- set metrics = truenorth.metric_models() -%}
{{ config(enabled=metrics | length > 0) }}

with

figures as (

    {% for metric in metrics %}
    {%- set relation = ref(metric.package, metric.name) %}
    {%- if execute %}
    {{- truenorth.metric_rollup(metric.name, relation, bases=['admitted', 'trusted'], by_dimension=false) }}
    {%- else %}select * from {{ relation }}{% endif %}
    {%- if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

final as (

    select
        metric,
        max(case when basis = 'admitted' then numerator / nullif(denominator, 0) end) as value_before,
        max(case when basis = 'trusted' then numerator / nullif(denominator, 0) end) as value_after,
        max(case when basis = 'admitted' then numerator end) as numerator_before,
        max(case when basis = 'trusted' then numerator end) as numerator_after,
        max(case when basis = 'admitted' then denominator end) as denominator_before,
        max(case when basis = 'trusted' then denominator end) as denominator_after
    from figures
    where period_start is null
    group by metric

)

select * from final
