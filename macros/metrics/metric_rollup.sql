{#-
  One metric in the form of `metric_values`: total, by period, by each dimension, and by period and dimension.
  Its contract's `rollup` holds the SQL aggregates `numerator` and `denominator` (1 if there is none), the `period`
  and the `dimensions`. Each grouping reads the metric's own rows, so a distinct count is counted anew, never summed.
  `persons` is how many persons are behind a figure, or fewer: what the contract says, else what the figure is divided by, else
  a count itself; 0 where nobody can tell, and empty where the contract says `nobody`. Only asked `by_dimension`.
  `bases` are those that are asked for; without `by_dimension` only the total and the periods are.
-#}
{% macro metric_rollup(name, relation, bases=['raw', 'trusted'], by_dimension=true) %}
    {% set contract = truenorth.metric_definition(name) %}
    {% set rollup = contract.rollup %}
    {% set counted = rollup.numerator if contract.unit == 'count' else '0' %}
    {% set persons = 'null' if rollup.persons == 'nobody' else rollup.persons or rollup.denominator or counted %}
    {% set dimensions = rollup.dimensions if by_dimension else [] %}
    select
        '{{ name }}' as metric,
        period_start,
        cast({{ dbt.dateadd(rollup.period, 1, 'period_start') }} as date) as period_end,
        {% if dimensions %}
        case
            {% for dimension in dimensions %}
            when grouping({{ dimension }}) = 0 then '{{ dimension }}'
            {% endfor %}
            else 'all'
        end as dimension,
        case
            {% for dimension in dimensions %}
            when grouping({{ dimension }}) = 0 then cast({{ dimension }} as {{ dbt.type_string() }})
            {% endfor %}
            else 'all'
        end as member,
        {% else %}
        'all' as dimension,
        'all' as member,
        {% endif %}
        basis,
        cast({{ rollup.numerator }} as double) as numerator,
        cast({{ rollup.denominator or 1 }} as double) as denominator
        {%- if by_dimension %},
        cast({{ persons }} as double) as persons
        {%- endif %}
    from {{ relation }}
    where basis in ('{{ bases | join("', '") }}')
    group by grouping sets (
        (basis),
        (basis, period_start)
        {%- for dimension in dimensions %},
        (basis, {{ dimension }}),
        (basis, period_start, {{ dimension }})
        {%- endfor %}
    )
{% endmacro %}
