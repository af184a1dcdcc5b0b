{#-
  The three bases, each with the least standing of a row that it takes (see macro standing). They nest: what a higher
  one takes, the lower ones take too. So a metric groups its rows by standing once and joins the bases to the
  few groups that are left, instead of reading every row three times (docs/decisions/0013).
-#}
{% macro bases() -%}
(
    select 'raw' as basis, 1 as least_standing
    union all
    select 'admitted' as basis, 2 as least_standing
    union all
    select 'trusted' as basis, 3 as least_standing
) as bases
{%- endmacro %}
