{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}

with

read_now as (

    select
        max(read_until) as read_until,
        count(case when detection_run = '{{ invocation_id }}' then 1 end) as news
    from {{ ref('brushing_reads') }}

),

found_now as (

    select count(*) as findings
    from {{ ref('brushing_findings') }}
    where detection_run = '{{ invocation_id }}'

),

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
    -- a run without news is none
    where read_now.news > 0 or found_now.findings > 0

)

select * from final
