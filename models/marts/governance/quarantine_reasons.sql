with

profiles as (
    select * from {{ ref('profiles') }}
),

batches as (
    select * from {{ ref('batches') }}
    where status = 'admitted'
),

texts as (
    select * from {{ ref('row_contract_reasons') }}
),

counted as (
    select
        profiles.source,
        replace(profiles.measure, 'reason.', '') as reason,
        cast(sum(profiles.value) as bigint) as row_count
    from profiles
    inner join batches on profiles.source = batches.source and profiles.batch_id = batches.batch_id
    where profiles.measure like 'reason.%'
    group by profiles.source, profiles.measure
),

final as (
    select
        counted.source,
        counted.reason,
        counted.row_count as {{ adapter.quote('rows') }},
        texts.text
    from counted
    left join texts on counted.source = texts.source and counted.reason = texts.reason
)

select * from final
