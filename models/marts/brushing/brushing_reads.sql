{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}
-- recorded only when the findings are written, so that a run that breaks off is made up for
-- depends_on: {{ ref('brushing_findings') }}

with

news as (

    select * from {{ ref('brushing_news') }}

),

{% if is_incremental() %}

earlier as (

    select
        signal,
        entity,
        max(read_until) as read_until
    from {{ this }}
    group by signal, entity

),

{% endif %}

final as (

    select
        '{{ invocation_id }}' as detection_run,
        news.signal,
        news.entity,
        news.read_until
    from news
    {% if is_incremental() %}
    left join earlier on news.signal = earlier.signal and news.entity = earlier.entity
    where earlier.read_until is null or news.read_until > earlier.read_until
    {% endif %}

)

select * from final
