{#- The SQL aggregate of one simple metric of the semantic layer. -#}
{% macro metric_aggregate(metric) %}
    {% set measured = metric.type_params.metric_aggregation_params %}
    {% set forms = {'sum': 'sum(%s)', 'count_distinct': 'count(distinct %s)', 'max': 'max(%s)', 'min': 'min(%s)'} %}
    {% if metric.type != 'simple' or not measured or measured.agg not in forms or metric.filter %}
        {% do exceptions.raise_compiler_error(
            'metric ' ~ metric.name ~ ': metric_values can sum up simple metrics and ratios of them, with agg '
            ~ (forms | join(', ')) ~ ' and without filter; filter in the model instead'
        ) %}
    {% endif %}
    {{ return(forms[measured.agg] % (metric.type_params.expr or metric.name)) }}
{% endmacro %}
