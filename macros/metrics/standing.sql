{#-
  How far a row is believed: 1 received, 2 admitted by its row contract, 3 and held back by nothing after detection. A row that
  no consent covers (`lacks_consent`) may serve no figure but the one that shows what is missing: it stays at 1.
  The arguments are conditions; an unknown one counts as false.
-#}
{% macro standing(is_admitted, is_held_back, lacks_consent) -%}
case
    when {{ is_admitted }} and not ({{ lacks_consent }}) and not coalesce({{ is_held_back }}, false) then 3
    when {{ is_admitted }} and not ({{ lacks_consent }}) then 2
    else 1
end
{%- endmacro %}
