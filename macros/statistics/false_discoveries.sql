{#-
  Benjamini-Hochberg in two windows over all that was judged: how many findings as strong as this one chance alone
  would give for each that there is; then the least of that over this and all weaker ones.
-#}
{% macro expected_false(p_value) -%}
    {{ p_value }} * count({{ p_value }}) over () / nullif(rank() over (order by {{ p_value }}), 0)
{%- endmacro %}

{% macro false_discoveries(expected_false, p_value) -%}
    min({{ expected_false }}) over (
        order by {{ p_value }} desc rows between unbounded preceding and current row
    )
{%- endmacro %}
