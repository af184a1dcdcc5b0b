{#- Materialization of the labelled relation. Each batch lands in one transaction with its ledger event; rows are
    written once, by the labelling pass itself (dbt's incremental would write them twice). -#}
{% materialization door, adapter='duckdb', supported_languages=['python'] %}
  {%- set target_relation = this.incorporate(type='table') -%}
  {{ run_hooks(pre_hooks) }}
  {% call statement('main', language='python') %}
{{ compiled_code }}

def materialize(admission, con):
    admission.land(con, {{ target_relation | string | tojson }}, full_refresh={{ 'True' if should_full_refresh() else 'False' }})
  {% endcall %}
  {{ run_hooks(post_hooks) }}
  {% do adapter.commit() %}
  {% do persist_docs(target_relation, model) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
