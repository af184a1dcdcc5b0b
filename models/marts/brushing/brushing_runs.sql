{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}

with

events as (

    {% for entity in truenorth.judged_entities() %}
    select max({{ entity.time }}) as last_at
    from {{ ref('truenorth', 'canonical_' ~ entity.name) }}
    where is_admitted
    union all
    {% endfor %}
    {{ truenorth.no_rows(['last_at'], 'timestamp') }}

),

-- a row from the future must not keep later runs from reading what comes before it
read_now as (

    select least(max(last_at), cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp)) as read_until
    from events

),

found_now as (

    select count(*) as findings
    from {{ ref('brushing_findings') }}
    where detection_run = '{{ invocation_id }}'

),

{% if is_incremental() %}

earlier as (

    select max(read_until) as read_until
    from {{ this }}

),

{% endif %}

final as (

    select
        '{{ invocation_id }}' as detection_run,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp) as detected_at,
        {{ truenorth.detection_from() }} as read_from,
        read_now.read_until,
        found_now.findings,
        cast({{ var('truenorth_false_positive_bound') }} as double) as false_positive_bound
    from read_now
    cross join found_now
    {% if is_incremental() %}
    cross join earlier
    -- a run that read and found nothing new is none
    where
        found_now.findings > 0
        or coalesce(read_now.read_until > earlier.read_until, read_now.read_until is not null)
    {% else %}
    where read_now.read_until is not null
    {% endif %}

)

select * from final
