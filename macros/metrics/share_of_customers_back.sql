{#-
  Customers with a further purchase day in days first_day..last_day after their first (day 0), over customers
  who can be observed for that long. A customer has one first month and one country, so the counts add up.
-#}
{% macro share_of_customers_back(first_day, last_day) %}
with

purchase_days as (

    select * from {{ ref('int_purchase_days') }}

),

final as (

    select
        basis,
        first_purchase_month as period_start,
        country,
        count(distinct case when days_since_first between {{ first_day }} and {{ last_day }} then actor_id end)
            as numerator,
        count(distinct actor_id) as denominator
    from purchase_days
    where days_observed >= {{ last_day }}
    group by basis, first_purchase_month, country

)

select * from final
{% endmacro %}
