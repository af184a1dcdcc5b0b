{#-
  Two CTEs, `ranked` and `discovered`: the rows of the CTE `judged` with `q_value`, the smallest rate of false
  discoveries (Benjamini and Hochberg) at which a row with its `p_value` is still among the discoveries.
-#}
{% macro discoveries(judged) -%}
ranked as (

    select
        *,
        {{ truenorth.expected_false('p_value') }} as expected_false
    from {{ judged }}

),

discovered as (

    select
        *,
        {{ truenorth.false_discoveries('expected_false', 'p_value') }} as q_value
    from ranked

)
{%- endmacro %}
