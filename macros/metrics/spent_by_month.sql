{#- What was paid to each channel for each month: channel_id, spent_month (its first day) and amount. -#}
{% macro spent_by_month() -%}
    select
        channel_id,
        cast({{ dbt.date_trunc('month', 'spent_on') }} as date) as spent_month,
        sum(amount) as amount
    from {{ ref('canonical_spend') }}
    where {{ truenorth.within_calendar('spent_on') }}
    group by channel_id, cast({{ dbt.date_trunc('month', 'spent_on') }} as date)
{%- endmacro %}
