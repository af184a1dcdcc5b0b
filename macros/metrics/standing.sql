{#-
  How far a row is believed: 1 received, 2 admitted by its row contract, 3 and held back by nothing after detection.
  The arguments are conditions; an unknown one counts as false.
-#}
{% macro standing(is_admitted, is_held_back) -%}
case
    when {{ is_admitted }} and not coalesce({{ is_held_back }}, false) then 3
    when {{ is_admitted }} then 2
    else 1
end
{%- endmacro %}
