with

batches as (
    select * from {{ ref('batches') }}
),

final as (
    select
        source,
        batch_id,
        file,
        status,
        severity,
        code,
        reason
    from batches
    where status in ('held', 'unread')
)

select * from final
