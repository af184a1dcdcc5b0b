with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

counted as (

    select
        occurred_week,
        channel_id,
        standing,
        sum(case when action in ('comment', 'reply') then 1 else 0 end) as comments,
        count(*) as reactions
    from interactions
    where is_reaction
    group by occurred_week, channel_id, standing

),

final as (

    select
        bases.basis,
        counted.occurred_week as period_start,
        counted.channel_id,
        cast(sum(counted.comments) as bigint) as numerator,
        cast(sum(counted.reactions) as bigint) as denominator
    from counted
    inner join {{ truenorth.bases() }} on counted.standing >= bases.least_standing
    group by bases.basis, counted.occurred_week, counted.channel_id

)

select * from final
