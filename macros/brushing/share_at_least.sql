{#-
  Lower end of the 95 % Wilson interval of part / whole: what a share is at least, so that the worst of many channels
  is not the one with three rows.
-#}
{% macro share_at_least(part, whole) -%}
{%- set z = 1.96 -%}
(
    {{ part }} * 1.0 / {{ whole }} + {{ z * z / 2 }} / {{ whole }}
    - {{ z }} * sqrt(
        {{ part }} * 1.0 / {{ whole }} * (1 - {{ part }} * 1.0 / {{ whole }}) / {{ whole }}
        + {{ z * z / 4 }} / {{ whole }} / {{ whole }}
    )
) / (1 + {{ z * z }} / {{ whole }})
{%- endmacro %}
