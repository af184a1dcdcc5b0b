with

reversals as (

    select * from {{ ref('int_orders__reversals') }}

),

sales as (

    select
        order_id,
        sum(amount) as amount
    from {{ ref('canonical_orders') }}
    where
        is_admitted
        and not is_cancellation
        and order_id is not null
        and ordered_at >= {{ truenorth.detection_from() }}
    group by order_id

),

-- from the largest down, how many of the orders that stand are at least so large
ranked_by_size as (

    select
        sales.order_id,
        sales.amount,
        reversals.order_id is null as stands,
        sum(case when reversals.order_id is null then 1 else 0 end) over (
            order by sales.amount desc range between unbounded preceding and current row
        ) as as_large
    from sales
    left join reversals on sales.order_id = reversals.order_id
    where sales.amount > 0

),

usual as (

    select
        count(*) as orders,
        {{ truenorth.median_of('amount') }} as amount
    from ranked_by_size
    where stands

),

-- conformal: the share of standing orders that are at least so large, the order itself among them
tested as (

    select
        reversals.*,
        cast(usual.amount as double) as usual_amount,
        (ranked_by_size.as_large + 1.0) / (usual.orders + 1.0) as p_value,
        count(*) over () as tests
    from reversals
    inner join ranked_by_size on reversals.order_id = ranked_by_size.order_id
    cross join usual

),

ranked as (

    select
        *,
        rank() over (order by p_value) as place
    from tested

),

last_kept as (

    select max(p_value) as p_value
    from ranked
    where p_value <= {{ truenorth.threshold('false_discoveries') }} * place / tests

),

found as (

    select ranked.*
    from ranked
    inner join last_kept on ranked.p_value <= last_kept.p_value

),

both_sides as (

    select
        found.order_id as subject_id,
        found.ordered_at as occurred_at,
        found.*
    from found
    union all
    select
        found.back_order_id as subject_id,
        found.back_at as occurred_at,
        found.*
    from found
    where found.back_order_id is not null

),

final as (

    select
        'reversed_orders' as signal,
        'order' as subject_type,
        subject_id,
        {{ truenorth.case_id('reversed_orders', 'order_id') }} as case_id,
        actor_id,
        occurred_at,
        ordered_at as window_start,
        back_at as window_end,
        cast(amount as double) as observed,
        usual_amount as expected,
        cast(p_value as double) as p_value,
        cast(null as bigint) as partners,
        cast(1 as double) as purity,
        cast(null as double) as exclusivity,
        cast(-log10(p_value) as double) as score
    from both_sides

)

select * from final
