{#-
  One metric in the form of `metric_values`: total, by period, by each dimension, and by period and dimension.
  Its contract's `rollup` holds the SQL aggregates `numerator` and `denominator` (1 if there is none), the `period`
  and the `dimensions`. Each grouping reads the metric's own rows, so a distinct count is counted anew, never summed.
-#}
{% macro metric_rollup(name, relation) %}
    {% set rollup = truenorth.metric_definition(name).rollup %}
    select
        '{{ name }}' as metric,
        period_start,
        cast({{ dbt.dateadd(rollup.period, 1, 'period_start') }} as date) as period_end,
        case
            {% for dimension in rollup.dimensions %}
            when grouping({{ dimension }}) = 0 then '{{ dimension }}'
            {% endfor %}
            else 'all'
        end as dimension,
        case
            {% for dimension in rollup.dimensions %}
            when grouping({{ dimension }}) = 0 then cast({{ dimension }} as {{ dbt.type_string() }})
            {% endfor %}
            else 'all'
        end as member,
        basis,
        cast({{ rollup.numerator }} as double) as numerator,
        cast({{ rollup.denominator or 1 }} as double) as denominator
    from {{ relation }}
    group by grouping sets (
        (basis),
        (basis, period_start)
        {%- for dimension in rollup.dimensions %},
        (basis, {{ dimension }}),
        (basis, period_start, {{ dimension }})
        {%- endfor %}
    )
{% endmacro %}
