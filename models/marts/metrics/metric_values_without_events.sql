{{ config(enabled=truenorth.metric_models() | length > 0) }}

with

figures as (

    select * from {{ ref('metric_values') }}
    where dimension = 'all' and period_start is not null and value is not null

),

-- rows with impossible times make periods that only the raw basis has: no mean is taken over them
compared as (

    select
        metric,
        period_start
    from figures
    group by metric, period_start
    having count(*) = 2

),

events as (

    select * from {{ ref('annotated_events') }}

),

-- one day of a window is enough: what moved the figure on it cannot be told from the rest of the period
touched as (

    select distinct
        figures.metric,
        figures.basis,
        figures.period_start
    from figures
    inner join events
        on figures.period_start < events.end_day and figures.period_end > events.first_day

),

final as (

    select
        figures.metric,
        figures.basis,
        count(*) as periods,
        count(touched.metric) as event_periods,
        avg(figures.value) as mean_value,
        avg(case when touched.metric is null then figures.value end) as mean_value_without_events
    from figures
    inner join compared
        on
            figures.metric = compared.metric
            and figures.period_start = compared.period_start
    left join touched
        on
            figures.metric = touched.metric
            and figures.basis = touched.basis
            and figures.period_start = touched.period_start
    group by figures.metric, figures.basis

)

select * from final
