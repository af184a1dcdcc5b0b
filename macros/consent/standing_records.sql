{#-
  Which consent records count: those that nothing has superseded, of the quarantined ones only those that take consent away.
  With the var `truenorth_consents_known_at` (a timestamp) those that were known then and not superseded yet, so that an
  earlier run can be understood.
-#}
{% macro standing_records() -%}
    {%- set known_at = var('truenorth_consents_known_at', none) -%}
    (coalesce(is_admitted, false) or status <> 'given')
    {%- if known_at %}
    and recorded_at <= cast('{{ known_at }}' as timestamp)
    and (superseded_at is null or superseded_at > cast('{{ known_at }}' as timestamp))
    {%- else %}
    and superseded_at is null
    {%- endif -%}
{%- endmacro %}
