with

profiles as (
    select * from {{ ref('profiles') }}
),

batches as (
    select * from {{ ref('batches') }} where status = 'admitted'
),

final as (
    select
        profiles.source
        , replace(profiles.measure, 'reason.', '') as reason
        , cast(sum(profiles.value) as bigint) as "rows"
    from profiles
    inner join batches on profiles.source = batches.source and profiles.batch_id = batches.batch_id
    where profiles.measure like 'reason.%'
    group by profiles.source, profiles.measure
)

select * from final
