with

lines as (

    select * from {{ ref('int_orders__by_basis') }}
    where is_purchase

),

contents as (

    select * from {{ ref('int_targets__contents') }}

),

final as (

    select
        lines.basis,
        lines.ordered_month as period_start,
        coalesce(contents.kind, 'unknown') as kind,
        cast(sum(case when lines.is_refunded then 1 else 0 end) as bigint) as numerator,
        count(*) as denominator,
        count(distinct lines.actor_id) as persons
    from lines
    left join contents on lines.target_id = contents.target_id
    group by lines.basis, lines.ordered_month, coalesce(contents.kind, 'unknown')

)

select * from final
