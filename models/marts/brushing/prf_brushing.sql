{{ config(materialized='incremental', incremental_strategy='append') }}

with

{% for entity in truenorth.judged_entities() %}
blocked_among_{{ entity.name }} as (

    select distinct {{ entity.key }} from {{ ref('blocked_' ~ entity.name) }}

),

{% endfor %}
counted as (

    {% for entity in truenorth.judged_entities() %}
    select
        '{{ entity.name }}' as entity,
        received.batch_id,
        coalesce(received.channel_id, 'unknown') as channel,
        min(received.{{ entity.time }}) as first_at,
        count(*) as received,
        sum(case when blocked.{{ entity.key }} is null then 0 else 1 end) as brushed
    from {{ ref('canonical_' ~ entity.name) }} as received
    left join blocked_among_{{ entity.name }} as blocked
        on received.{{ entity.key }} = blocked.{{ entity.key }}
    where received.is_admitted and received.batch_id is not null
    group by received.batch_id, coalesce(received.channel_id, 'unknown')
    {%- if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

batches as (

    select
        entity,
        batch_id,
        coalesce({{ dbt.datediff("cast('1970-01-01' as timestamp)", 'min(first_at)', 'second') }}, 0) as first_second,
        sum(received) as received,
        sum(brushed) as brushed,
        max({{ truenorth.share_at_least('brushed', 'received') }}) as worst_channel_share
    from counted
    group by entity, batch_id

),

measured as (

    -- the audit takes batches in the order of their first rows: what was delivered when is not known of every source
    select
        entity,
        batch_id,
        'delivery.position' as measure,
        cast(first_second as double) as value
    from batches
    union all
    select
        entity,
        batch_id,
        'delivery.event' as measure,
        cast(0 as double) as value
    from batches
    union all
    select
        entity,
        batch_id,
        entity || '.rows' as measure,
        cast(received as double) as value
    from batches
    union all
    select
        entity,
        batch_id,
        entity || '.brushed' as measure,
        cast(brushed as double) as value
    from batches
    union all
    select
        entity,
        batch_id,
        entity || '.brushed_share' as measure,
        cast(brushed as double) / received as value
    from batches
    union all
    select
        entity,
        batch_id,
        entity || '.worst_channel_share' as measure,
        cast(worst_channel_share as double) as value
    from batches
    union all
    select
        entity,
        batch_id,
        'channel.' || channel || '.' || entity || '.rows' as measure,
        cast(received as double) as value
    from counted
    union all
    select
        entity,
        batch_id,
        'channel.' || channel || '.' || entity || '.brushed_share' as measure,
        cast(brushed as double) / received as value
    from counted

),

{% if is_incremental() %}

earlier as (

    select * from {{ truenorth.standing_profiles(this) }} as standing

),

-- a correction may take a batch's place: what is there no more has 0 rows
gone as (

    select
        earlier.entity,
        earlier.batch_id,
        earlier.measure,
        cast(0 as double) as value
    from earlier
    left join batches on earlier.entity = batches.entity and earlier.batch_id = batches.batch_id
    where
        batches.batch_id is null
        and earlier.measure = earlier.entity || '.rows'
        and earlier.value > 0

),

changed as (

    select distinct
        measured.entity,
        measured.batch_id
    from measured
    left join earlier
        on
            measured.entity = earlier.entity
            and measured.batch_id = earlier.batch_id
            and measured.measure = earlier.measure
    where earlier.value is null or measured.value <> earlier.value

),

{% endif %}

new_profiles as (

    {% if is_incremental() %}
    select
        measured.entity,
        measured.batch_id,
        measured.measure,
        measured.value
    from measured
    inner join changed on measured.entity = changed.entity and measured.batch_id = changed.batch_id
    union all
    select
        entity,
        batch_id,
        measure,
        value
    from gone
    {% else %}
    select
        entity,
        batch_id,
        measure,
        value
    from measured
    {% endif %}

),

final as (

    select
        entity,
        batch_id,
        measure,
        value,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp) as profiled_at
    from new_profiles

)

select * from final
