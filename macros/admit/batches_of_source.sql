{#- What became of every delivery of a source: the ledger joined with the last judgement of the audit.
    status: admitted, held (audit or door), superseded (a corrected file took its place), unread is a held delivery
    whose rows could not be counted. The profile counted a batch when it landed; of one that has lost rows to an
    erasure since, what is left is counted. -#}
{% macro batches_of_source(source, labelled, profile, audit) %}
with

events as (
    select
        event
        , file
        , batch_id
        , seen_at
        , event_number
        , {{ adapter.quote('rows') }} as row_count
        , severity
        , code
        , what
        , row_number() over (partition by file order by event_number desc) as newest_first
        , row_number() over (partition by file, batch_id, event order by event_number desc) as newest_of_batch
    from {{ truenorth.ledger_of(labelled) }}
),

-- A file that returned to an earlier content landed twice under one id: its last return counts.
landed as (
    select * from events where event = 'landed' and newest_of_batch = 1
),

refused as (
    select * from events where event = 'held' and newest_first = 1
),

last_judged as (
    select batch_id, max(judged_at) as judged_at from {{ audit }} group by batch_id
),

objections as (
    select judged.batch_id, judged.expectation, judged.outcome, judged.observed, judged.beside, judged.expected
    from {{ audit }} as judged
    inner join last_judged
        on judged.batch_id = last_judged.batch_id and judged.judged_at = last_judged.judged_at
    where
        judged.severity = 'critical'
        and judged.outcome in ('fail', 'unknown')
        and (judged.waived_until is null or judged.waived_until <= current_date)
),

first_objections as (
    select
        batch_id
        , count(*) as objections
        , min(
            expectation || case
                when outcome = 'unknown' then ': could not be checked'
                else ': observed ' || cast(round(observed, 4) as {{ dbt.type_string() }}) || ', expected ' || expected
            end
        ) as reason
    from objections
    group by batch_id
),

labelled_counts as (
    select
        batch_id
        , sum(case when measure = 'rows' then value end) as row_count
        , sum(case when measure = 'admitted' then value end) as admitted
        , sum(case when measure = 'quarantined' then value end) as quarantined
    from {{ profile }}
    group by batch_id
),

erased as (
    select _batch_id as batch_id, count(*) as erased from {{ truenorth.erased_of(labelled) }} group by _batch_id
),

left_counts as (
    select
        labelled._batch_id as batch_id
        , sum(case when {{ truenorth.array_size('labelled._reasons') }} = 0 then 1 else 0 end) as admitted
        , sum(case when {{ truenorth.array_size('labelled._reasons') }} > 0 then 1 else 0 end) as quarantined
    from {{ labelled }} as labelled
    inner join erased on labelled._batch_id = erased.batch_id
    group by labelled._batch_id
),

released as (
    select batch_id, count(*) as released from {{ truenorth.standing_row_releases(source, labelled) }} group by batch_id
),

judged as (
    select
        landed.*
        , first_objections.reason
        , first_objections.objections
        , case
            when erased.erased is null then labelled_counts.admitted else coalesce(left_counts.admitted, 0)
        end + coalesce(released.released, 0) as admitted
        , case
            when erased.erased is null then labelled_counts.quarantined else coalesce(left_counts.quarantined, 0)
        end - coalesce(released.released, 0) as quarantined
        , coalesce(erased.erased, 0) as erased
        , case
            when last_judged.batch_id is null then 'held'
            when first_objections.batch_id is not null then 'held'
            else 'admitted'
        end as verdict
    from landed
    left join last_judged on landed.batch_id = last_judged.batch_id
    left join first_objections on landed.batch_id = first_objections.batch_id
    left join labelled_counts on landed.batch_id = labelled_counts.batch_id
    left join released on landed.batch_id = released.batch_id
    left join erased on landed.batch_id = erased.batch_id
    left join left_counts on landed.batch_id = left_counts.batch_id
),

ranked as (
    select
        judged.*
        , row_number() over (
            partition by file, verdict order by event_number desc
        ) as newest_of_verdict
        , max(case when verdict = 'admitted' then event_number end) over (partition by file) as admitted_event
    from judged
),

decided as (
    select
        ranked.*
        , case
            when verdict = 'admitted' and newest_of_verdict = 1 then 'admitted'
            when verdict = 'admitted' then 'superseded'
            when event_number < admitted_event then 'superseded'
            else 'held'
        end as status
    from ranked
),

final as (
    select
        '{{ source }}' as source
        , batch_id
        , file
        , seen_at as delivered_at
        , row_count as row_count
        , case when status = 'admitted' then cast(admitted as bigint) else 0 end as admitted
        , case when status = 'admitted' then cast(quarantined as bigint) else 0 end as quarantined
        , case when status = 'held' then row_count - erased else 0 end as held
        , cast(erased as bigint) as erased
        , status
        , case when status = 'held' then 'error' end as severity
        , case when status = 'held' then 'TN-A010' end as code
        , case
            when status = 'held' and objections > 1
                then reason || ' (and ' || cast(objections - 1 as {{ dbt.type_string() }}) || ' more)'
            when status = 'held' then coalesce(reason, 'not judged yet')
        end as reason
    from decided
    union all
    select
        '{{ source }}' as source
        , batch_id
        , file
        , seen_at as delivered_at
        , row_count
        , 0 as admitted
        , 0 as quarantined
        , coalesce(row_count, 0) as held
        , cast(0 as bigint) as erased
        , case when row_count is null then 'unread' else 'held' end as status
        , severity
        , code
        , what as reason
    from refused
)

select * from final
{% endmacro %}
