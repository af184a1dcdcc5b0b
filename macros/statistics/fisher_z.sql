{#- Fisher's z of a correlation: its spread is 1 / sqrt(n - 3) whatever the correlation is. -#}
{% macro fisher_z(correlation) -%}
    {%- set inside = 'least(greatest(' ~ correlation ~ ', -0.999), 0.999)' -%}
    0.5 * ln((1 + {{ inside }}) / (1 - {{ inside }}))
{%- endmacro %}
