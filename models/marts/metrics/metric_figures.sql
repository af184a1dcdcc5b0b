{%- set metrics = truenorth.metric_models() -%}
{{ config(enabled=metrics | length > 0) }}

with

figures as (

    {% for metric in metrics %}
    {%- set relation = ref(metric.package, metric.name) %}
    {%- if execute %}{{ truenorth.metric_rollup(metric.name, relation) }}{% else %}select * from {{ relation }}{% endif %}
    {%- if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

final as (

    select
        metric,
        period_start,
        period_end,
        dimension,
        member,
        basis,
        numerator,
        denominator,
        numerator / nullif(denominator, 0) as value,
        persons
    from figures

)

select * from final
