{#-
  Attention does not leap while value stands still (B11): from one whole period to the next the trusted figure of `vanity` grows by
  no more than `max_ratio` times the growth of `value`. Silent where the project lacks one of the two. TN-M031 names the period.
-#}
{% test vanity_value_divergence(model, vanity, value, max_ratio) %}

{{ config(severity='warn') }}

{%- set leaps %}
with

growths as (

    select
        metric,
        period_start,
        value / value_before as growth
    from {{ truenorth.whole_periods(model) }} as periods
    where value_before > 0 and metric in ('{{ vanity }}', '{{ value }}')

),

final as (

    select
        'TN-M031' as code,
        '{{ vanity }}' as place,
        'in the period from ' || cast(vanities.period_start as {{ dbt.type_string() }}) || ' it was '
        || cast(round(vanities.growth, 2) as {{ dbt.type_string() }}) || ' times the one before, {{ value }} '
        || cast(round(worths.growth, 2) as {{ dbt.type_string() }}) || ' times' as reason
    from growths as vanities
    inner join growths as worths on vanities.period_start = worths.period_start
    where
        vanities.metric = '{{ vanity }}'
        and worths.metric = '{{ value }}'
        and vanities.growth > {{ max_ratio }} * worths.growth

)

select
    code,
    place,
    reason
from final
{% endset %}
{% do truenorth.say_violations(leaps) %}
{{ leaps }}

{% endtest %}
