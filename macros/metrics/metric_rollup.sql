{#-
  One metric in the form of `metric_values`: total, by month, by each dimension, and by month and dimension.
  Each grouping reads the metric's own rows, so a distinct count is counted anew and never summed.
-#}
{% macro metric_rollup(name, relation) %}
    {% set metric = truenorth.metric_definition(name) %}
    select
        '{{ name }}' as metric,
        period_start,
        cast({{ dbt.dateadd('month', 1, 'period_start') }} as date) as period_end,
        case
            {% for dimension in metric.dimensions %}
            when grouping({{ dimension }}) = 0 then '{{ dimension }}'
            {% endfor %}
            else 'all'
        end as dimension,
        case
            {% for dimension in metric.dimensions %}
            when grouping({{ dimension }}) = 0 then cast({{ dimension }} as {{ dbt.type_string() }})
            {% endfor %}
            else 'all'
        end as member,
        basis,
        cast({{ metric.numerator }} as double) as numerator,
        cast({{ metric.denominator }} as double) as denominator
    from {{ relation }}
    group by grouping sets (
        (basis),
        (basis, period_start)
        {%- for dimension in metric.dimensions %},
        (basis, {{ dimension }}),
        (basis, period_start, {{ dimension }})
        {%- endfor %}
    )
{% endmacro %}
