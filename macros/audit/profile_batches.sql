{#- One pass over the new batches of a labelled relation: one row per batch and measure.

    numbers: columns whose quantiles, mean and null share are measured
    times:   timestamp columns: first and last day, days covered, lag behind the delivery
    keys:    columns whose number of distinct values and its share of the rows are measured
    optional: further columns whose null share is measured -#}
{% macro profile_batches(labelled, numbers=[], times=[], keys=[], optional=[]) %}
{% set new_batches = truenorth.unprofiled_batches(labelled) | join(', ') or "''" %}
{% set quantiles = {'p05': 0.05, 'p50': 0.5, 'p95': 0.95, 'p99': 0.99} %}
{% set measures = ['delivery.position', 'delivery.event', 'rows', 'admitted', 'quarantined', 'quarantined_share'] %}
with

received as (
    select * from {{ labelled }}
    where _batch_id in ({{ new_batches }})
),

-- Not from `received`: an engine may write down a CTE that is named twice, and that one is every row.
quarantined as (
    select _batch_id, _reasons from {{ labelled }}
    where _batch_id in ({{ new_batches }}) and {{ truenorth.array_size('_reasons') }} > 0
),

-- A corrected file takes the place of the one that it replaces in the order of batches.
positions as (
    select
        event
        , batch_id
        , event_number
        , seen_at
        , min(event_number) over (partition by file) as position
    from {{ truenorth.ledger_of(labelled) }}
),

deliveries as (
    select
        batch_id
        , min(seen_at) as seen_at
        , min(position) as position
        , max(event_number) as event_number
    from positions
    where event = 'landed'
    group by batch_id
),

counted as (
    select
        _batch_id as batch_id
        , count(*) as m_rows
        , sum(case when {{ truenorth.array_size('_reasons') }} = 0 then 1 else 0 end) as m_admitted
        {% for column in numbers + times + keys + optional %}
        , avg(case when {{ adapter.quote(column) }} is null then 1.0 else 0.0 end) as {{ adapter.quote('m_' ~ column ~ '.null_share') }}
        {% do measures.append(column ~ '.null_share') %}
        {% endfor %}
        {% for column in numbers %}
        , avg({{ adapter.quote(column) }}) as {{ adapter.quote('m_' ~ column ~ '.mean') }}
        {% do measures.append(column ~ '.mean') %}
        , {{ truenorth.approximate_quantiles(adapter.quote(column), quantiles.values()) }} as {{ adapter.quote('q_' ~ column) }}
        {% endfor %}
        {% for column in times %}
        {% set day = 'cast(' ~ adapter.quote(column) ~ ' as date)' %}
        , count(distinct {{ day }}) as {{ adapter.quote('m_' ~ column ~ '.days') }}
        , {{ datediff("cast('1970-01-01' as date)", 'min(' ~ day ~ ')', 'day') }} as {{ adapter.quote('m_' ~ column ~ '.first_day') }}
        , {{ datediff("cast('1970-01-01' as date)", 'max(' ~ day ~ ')', 'day') }} as {{ adapter.quote('m_' ~ column ~ '.last_day') }}
        , count(*) * 1.0 / nullif(count(distinct {{ day }}), 0) as {{ adapter.quote('m_' ~ column ~ '.rows_per_day') }}
        {% for name in ['days', 'first_day', 'last_day', 'rows_per_day', 'lag_days'] %}{% do measures.append(column ~ '.' ~ name) %}{% endfor %}
        {% endfor %}
        {% for column in keys %}
        , {{ truenorth.approximate_distinct(adapter.quote(column)) }} as {{ adapter.quote('m_' ~ column ~ '.distinct') }}
        {% do measures.append(column ~ '.distinct') %}
        {% do measures.append(column ~ '.distinct_share') %}
        {% endfor %}
    from received
    group by _batch_id
),

measured as (
    select
        counted.*
        , deliveries.position as {{ adapter.quote('m_delivery.position') }}
        , deliveries.event_number as {{ adapter.quote('m_delivery.event') }}
        , m_rows - m_admitted as m_quarantined
        , (m_rows - m_admitted) * 1.0 / m_rows as m_quarantined_share
        {% for column in numbers %}
        {% for name in quantiles %}
        , {{ truenorth.array_item(adapter.quote('q_' ~ column), loop.index0) }} as {{ adapter.quote('m_' ~ column ~ '.' ~ name) }}
        {% do measures.append(column ~ '.' ~ name) %}
        {% endfor %}
        {% endfor %}
        {% for column in times %}
        , {{ datediff("cast('1970-01-01' as date)", 'cast(deliveries.seen_at as date)', 'day') }} - {{ adapter.quote('m_' ~ column ~ '.last_day') }}
            as {{ adapter.quote('m_' ~ column ~ '.lag_days') }}
        {% endfor %}
        {% for column in keys %}
        , {{ adapter.quote('m_' ~ column ~ '.distinct') }} * 1.0 / m_rows as {{ adapter.quote('m_' ~ column ~ '.distinct_share') }}
        {% endfor %}
    from counted
    inner join deliveries on counted.batch_id = deliveries.batch_id
),

reasons as (
    select quarantined._batch_id as batch_id, reason.value as reason, count(*) as reason_rows
    from quarantined {{ truenorth.exploded('quarantined._reasons', 'reason') }}
    group by quarantined._batch_id, reason.value
),

final as (
    {% for measure in measures %}
    select batch_id, '{{ measure }}' as measure, cast({{ adapter.quote('m_' ~ measure) }} as double) as value
    from measured
    union all
    {% endfor %}
    select batch_id, 'reason.' || reason as measure, cast(reason_rows as double) as value
    from reasons
)

select * from final
{% endmacro %}
