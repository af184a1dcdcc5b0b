-- Money belongs to exactly one country: the countries of a period add up to its total, on both bases.
{{ config(enabled=truenorth.has_entity('orders')) }}

with

totals as (
    select
        metric,
        period_start,
        basis,
        numerator
    from {{ ref('metric_figures') }}
    where metric in ('net_revenue', 'gross_revenue') and dimension = 'all'
),

countries as (
    select
        metric,
        period_start,
        basis,
        sum(numerator) as numerator
    from {{ ref('metric_figures') }}
    where metric in ('net_revenue', 'gross_revenue') and dimension = 'country'
    group by metric, period_start, basis
),

final as (
    select
        totals.metric,
        totals.period_start,
        totals.basis,
        totals.numerator as total,
        countries.numerator as added_up
    from totals
    left join countries
        on
            totals.metric = countries.metric
            and totals.basis = countries.basis
            and coalesce(totals.period_start, cast('1900-01-01' as date))
            = coalesce(countries.period_start, cast('1900-01-01' as date))
    -- figures are DOUBLE here: a hundredth allows for their last digits
    where countries.numerator is null or abs(totals.numerator - countries.numerator) > 0.01
)

select * from final
