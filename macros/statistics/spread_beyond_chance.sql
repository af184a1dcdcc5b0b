{#-
  An aggregate: how much more, by the case, honest subjects differ than chance lets them, such that half of them lie
  within their quartiles when a surprise of `n` cases is divided by sqrt(1 + n * spread). Half of the subjects set it,
  so the few that are sought do not. `z` is in standard deviations, below 0 too; 0.4549364 is the median of its square.
-#}
{% macro spread_beyond_chance(z, n) -%}
    greatest(coalesce(median(({{ z }} * {{ z }} / 0.4549364 - 1) / {{ n }}), 0), 0)
{%- endmacro %}
