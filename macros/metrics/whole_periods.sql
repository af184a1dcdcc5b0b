{#-
  Figures of whole periods of a basis, of all members together, as (metric, period_start, value, value_before): the first and the
  last period of a metric are left out, because data begin and end within them. `relation` is shaped like `metric_values`.
-#}
{% macro whole_periods(relation, basis='trusted') -%}
(
    select
        metric,
        period_start,
        value,
        lag(value) over (partition by metric order by period_start) as value_before
    from (
        select
            metric,
            period_start,
            value,
            min(period_start) over (partition by metric) as first_start,
            max(period_start) over (partition by metric) as last_start
        from {{ relation }}
        where basis = '{{ basis }}' and dimension = 'all' and period_start is not null
    ) as periods
    where value is not null and period_start not in (first_start, last_start)
)
{%- endmacro %}
