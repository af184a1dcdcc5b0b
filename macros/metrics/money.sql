{#-
  An amount as an exact decimal, so that sums do not depend on the order of the rows. What does not fit
  (NaN, infinity, an absurd product on a quarantined row) is NULL: it must not break the build.
-#}
{% macro money(expression) -%}
    try_cast(round({{ expression }}, 4) as decimal(28, 4))
{%- endmacro %}
