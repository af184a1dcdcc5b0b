with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

spent as (

    {{ truenorth.spent_by_month() }}

),

income as (

    select
        basis,
        ordered_month,
        channel_id,
        sum(coalesce(amount, 0)) as amount,
        count(distinct actor_id) as persons
    from orders
    where channel_id is not null
    group by basis, ordered_month, channel_id

),

-- what was spent counts on each basis, also where nothing came of it
final as (

    select
        bases.basis,
        spent.spent_month as period_start,
        spent.channel_id,
        cast(coalesce(income.amount, 0) as double) as numerator,
        cast(spent.amount as double) as denominator,
        cast(coalesce(income.persons, 0) as bigint) as persons
    from spent
    cross join {{ truenorth.bases() }}
    left join income
        on
            bases.basis = income.basis
            and spent.spent_month = income.ordered_month
            and spent.channel_id = income.channel_id

)

select * from final
