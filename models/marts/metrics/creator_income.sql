with

lines as (

    select * from {{ ref('int_orders__by_basis') }}
    where is_purchase and author_income is not null

),

contents as (

    select * from {{ ref('int_targets__contents') }}

),

final as (

    select
        lines.basis,
        cast({{ dbt.date_trunc('week', 'lines.ordered_date') }} as date) as period_start,
        coalesce(contents.kind, 'unknown') as kind,
        cast(sum(lines.author_income) as decimal(38, 4)) as numerator,
        count(*) as denominator,
        count(distinct lines.actor_id) as persons
    from lines
    left join contents on lines.target_id = contents.target_id
    group by
        lines.basis,
        cast({{ dbt.date_trunc('week', 'lines.ordered_date') }} as date),
        coalesce(contents.kind, 'unknown')

)

select * from final
