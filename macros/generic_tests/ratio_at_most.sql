{#-
  Over the whole history a ratio metric is at most `maximum` on a basis. Fails too where it cannot be formed: a limit
  that was never looked at is not kept.
-#}
{% test ratio_at_most(model, basis, maximum) %}

with

total as (

    select
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from {{ model }}
    where basis = '{{ basis }}'

)

select
    numerator,
    denominator
from total
where coalesce(numerator > {{ maximum }} * denominator, true)

{% endtest %}
