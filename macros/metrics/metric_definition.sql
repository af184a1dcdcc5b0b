{#-
  How one metric is summed up, read from its semantic-layer definition (the yml beside its model), so that
  MetricFlow and `metric_values` cannot differ.

  Returns: {numerator, denominator: SQL aggregates, dimensions: column names, meta: `config.meta.truenorth`}.
  Raises: a compiler error that names the metric and what its yml lacks.
-#}
{% macro metric_definition(name) %}
    {% set metrics = {} %}
    {% for metric in graph.metrics.values() %}
        {% do metrics.update({metric.name: metric}) %}
    {% endfor %}
    {% set model = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first %}
    {% set semantic = graph.semantic_models.values() | selectattr('name', 'equalto', name) | first %}
    {% if not (model and semantic and name in metrics) or 'truenorth' not in model.config.meta %}
        {% do exceptions.raise_compiler_error(
            'metric ' ~ name ~ ': its yml needs semantic_model, a metric of the same name and config.meta.truenorth'
        ) %}
    {% endif %}
    {% set metric = metrics[name] %}
    {% if metric.type == 'ratio' %}
        {% set numerator = truenorth.metric_aggregate(metrics[metric.type_params.numerator.name]) %}
        {% set denominator = truenorth.metric_aggregate(metrics[metric.type_params.denominator.name]) %}
    {% else %}
        {% set numerator = truenorth.metric_aggregate(metric) %}
        {% set denominator = '1' %}
    {% endif %}
    {{ return({
        'numerator': numerator,
        'denominator': denominator,
        'dimensions': (semantic.entities | selectattr('type', 'equalto', 'foreign') | map(attribute='name')
            | reject('equalto', 'basis') | list)
            + (semantic.dimensions | selectattr('type', 'equalto', 'categorical') | map(attribute='name') | list),
        'meta': model.config.meta.truenorth,
    }) }}
{% endmacro %}
