{#-
  Where the rows of each personal entity come from, as a list of {entity, source}: raw sources in dbt's graph, deliveries that
  pass the door (`adm_<source>`) and seeds. An entity that is made of none of them is taken for a source of its own name.
  A scope file (`expectations/scope/<source>.yml`) speaks for a source by this name. Empty while dbt parses.
-#}
{% macro entity_sources() %}
    {% set found = [] %}
    {% set nodes = graph.get('nodes', {}) if execute else {} %}
    {% for entity in truenorth.personal_entities() if nodes %}
        {% set reached, seen = [], [] %}
        {% set waiting = [] %}
        {% for node in nodes.values() if node.name == 'canonical_' ~ entity.name and node.resource_type == 'model' %}
            {% do waiting.append(node.unique_id) %}
        {% endfor %}
        {% for id in waiting if id not in seen %}
            {% do seen.append(id) %}
            {% if id in graph.sources %}
                {% do reached.append(graph.sources[id].source_name) %}
            {% elif id in nodes and nodes[id].name[:4] == 'adm_' and '__' not in nodes[id].name %}
                {% do reached.append(nodes[id].name[4:]) %}
            {% elif id in nodes and nodes[id].resource_type == 'seed' %}
                {% do reached.append(nodes[id].name) %}
            {% elif id in nodes and nodes[id].name not in ['reviewed_row_releases', 'row_contract_reasons']
                and nodes[id].name[:4] != 'bat_' %}
                {% do waiting.extend(nodes[id].depends_on.nodes) %}
            {% endif %}
        {% endfor %}
        {% for source in (reached or [entity.name]) | unique %}
            {% do found.append({'entity': entity.name, 'source': source}) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
