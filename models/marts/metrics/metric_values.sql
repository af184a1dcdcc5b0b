{{ config(enabled=truenorth.metric_models() | length > 0) }}

with

figures as (

    select * from {{ ref('metric_figures') }}

),

withheld as (

    select * from {{ ref('int_metrics__withheld') }}

),

final as (

    select
        figures.metric,
        figures.period_start,
        figures.period_end,
        figures.dimension,
        figures.member,
        figures.basis,
        case when withheld.metric is null then figures.numerator end as numerator,
        case when withheld.metric is null then figures.denominator end as denominator,
        case when withheld.metric is null then figures.value end as value
    from figures
    -- the whole history has no period, and NULL joins nothing
    left join withheld
        on
            figures.metric = withheld.metric
            and coalesce(figures.period_start, date '0001-01-01') = coalesce(withheld.period_start, date '0001-01-01')
            and figures.dimension = withheld.dimension
            and figures.member = withheld.member
            and figures.basis = withheld.basis

)

select * from final
