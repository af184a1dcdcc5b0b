{#-
  Which personal rows each metric uses, as a list of {metric, purpose, category, entity, via}: from the metric upwards through
  dbt's graph to the standing relation of an entity (its yml says `rows_of: <entity>` and the purpose it is filtered for), or to
  the entity itself, with `via` empty: then nothing has left out what no consent covers. `category` is the sensitive category that
  the metric's contract names (`sensitive_category`), or empty.
  A model with a purpose of its own, and all of detection, is where the walk ends: what they use serves that purpose.
  Empty while dbt parses.
-#}
{% macro metric_uses() %}
    {% set uses = [] %}
    {% set nodes = graph.get('nodes', {}) if execute else {} %}
    {% set personal = truenorth.personal_entities() | map(attribute='name') | list %}
    {% for metric in truenorth.metric_models() if nodes %}
        {% set contract = truenorth.metric_definition(metric.name) %}
        {% set start = nodes.values() | selectattr('resource_type', 'equalto', 'model')
            | selectattr('name', 'equalto', metric.name) | first %}
        {% set seen, reached = [], [] %}
        {% set waiting = start.depends_on.nodes | list %}
        {% for id in waiting if id in nodes and id not in seen %}
            {% do seen.append(id) %}
            {% set node = nodes[id] %}
            {% set told = node.config.get('meta', {}).get('truenorth', {}) %}
            {% set entity = node.name[10:] if node.name[:10] == 'canonical_' %}
            {% if 'rows_of' in told %}
                {% do reached.append((told.rows_of, node.name)) %}
            {% elif entity in personal %}
                {% do reached.append((entity, '')) %}
            {% elif not ('purpose' in told and 'rollup' not in told) and 'brushing' not in node.fqn %}
                {% do waiting.extend(node.depends_on.nodes) %}
            {% endif %}
        {% endfor %}
        {% for entity, via in reached | unique %}
            {% do uses.append({
                'metric': metric.name,
                'purpose': contract.get('purpose', 'unknown'),
                'category': contract.get('sensitive_category', ''),
                'entity': entity,
                'via': via
            }) %}
        {% endfor %}
    {% endfor %}
    {{ return(uses) }}
{% endmacro %}
