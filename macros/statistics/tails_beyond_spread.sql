{#-
  Three CTEs, `spread`, `widened` and `judged`: the rows of the CTE `surprises` (acts, deviation, surprise: both in
  standard deviations of a binomial) with `z`, the surprise that is left once rows differ as much as these do among
  each other, and its one-sided `p_value`. `among` is a condition on the rows that are judged; all of them tell the spread.
-#}
{% macro tails_beyond_spread(surprises, among=none) -%}
spread as (

    select {{ truenorth.spread_beyond_chance('deviation', 'acts') }} as spread
    from {{ surprises }}

),

widened as (

    select
        {{ surprises }}.*,
        {{ surprises }}.surprise / sqrt(1 + {{ surprises }}.acts * spread.spread) as z
    from {{ surprises }}
    cross join spread
    {%- if among %}
    where {{ among }}
    {%- endif %}

),

judged as (

    select
        *,
        greatest({{ truenorth.normal_tail('z') }}, 1e-300) as p_value
    from widened

)
{%- endmacro %}
