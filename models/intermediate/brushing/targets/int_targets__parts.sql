with

acts as (

    select
        target_id,
        channel_id,
        occurred_at
    from {{ ref('canonical_interactions') }}
    where is_admitted and occurred_at >= {{ truenorth.detection_from() }}

),

-- what a rank may lean on: one channel, or one week
parts as (

    select
        target_id,
        {{ dbt.concat(["'week '", "cast(cast(" ~ dbt.date_trunc('week', 'occurred_at') ~ " as date) as "
            ~ dbt.type_string() ~ ")"]) }} as part,
        count(*) as acts
    from acts
    group by 1, 2
    union all
    select
        target_id,
        {{ dbt.concat(["'channel '", 'channel_id']) }} as part,
        count(*) as acts
    from acts
    where channel_id is not null
    group by 1, 2

),

final as (

    select
        target_id,
        part,
        acts
    from parts

)

select * from final
