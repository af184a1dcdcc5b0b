{% set minutes = truenorth.threshold('window_minutes', 'reversed_orders') %}
with

lines as (

    select * from {{ ref('canonical_orders') }}
    where
        is_admitted
        and order_id is not null
        and amount is not null
        and ordered_at >= {{ truenorth.detection_from() }}

),

articles as (

    select
        order_id,
        actor_id,
        coalesce(target_id, '') as target_id,
        coalesce(unit_price, 0) as unit_price,
        is_cancellation,
        sum(quantity) as quantity
    from lines
    group by order_id, actor_id, coalesce(target_id, ''), coalesce(unit_price, 0), is_cancellation

),

orders as (

    select
        order_id,
        actor_id,
        is_cancellation,
        min(ordered_at) as ordered_at,
        min(refunded_at) as refunded_at,
        sum(amount) as amount
    from lines
    group by order_id, actor_id, is_cancellation

),

sizes as (

    select
        order_id,
        actor_id,
        is_cancellation,
        count(*) as articles
    from articles
    group by order_id, actor_id, is_cancellation

),

-- article by article the same, the other way round, of the same buyer and soon after
taken_back as (

    select
        sales.order_id,
        sales.actor_id,
        back.order_id as back_order_id,
        count(*) as articles
    from articles as sales
    inner join articles as back
        on
            sales.actor_id = back.actor_id
            and sales.target_id = back.target_id
            and sales.unit_price = back.unit_price
            and sales.quantity = -1 * back.quantity
    where not sales.is_cancellation and back.is_cancellation
    group by sales.order_id, sales.actor_id, back.order_id

),

-- both invoices whole: neither has a line that the other has not, so that no other money goes with them
pairs as (

    select
        sales.order_id,
        sales.actor_id,
        back.order_id as back_order_id,
        sales.ordered_at,
        back.ordered_at as back_at,
        sales.amount,
        {{ dbt.datediff('sales.ordered_at', 'back.ordered_at', 'minute') }} as minutes
    from taken_back
    inner join orders as sales
        on taken_back.order_id = sales.order_id and taken_back.actor_id = sales.actor_id and not sales.is_cancellation
    inner join orders as back
        on taken_back.back_order_id = back.order_id and taken_back.actor_id = back.actor_id and back.is_cancellation
    inner join sizes as sale_sizes
        on
            taken_back.order_id = sale_sizes.order_id
            and taken_back.actor_id = sale_sizes.actor_id
            and not sale_sizes.is_cancellation
            and taken_back.articles = sale_sizes.articles
    inner join sizes as back_sizes
        on
            taken_back.back_order_id = back_sizes.order_id
            and taken_back.actor_id = back_sizes.actor_id
            and back_sizes.is_cancellation
            and taken_back.articles = back_sizes.articles
    where back.ordered_at >= sales.ordered_at

),

-- a cancellation takes back one sale, the last before it
nearest as (

    select
        *,
        row_number() over (partition by back_order_id, actor_id order by minutes, order_id) as place_of_back,
        row_number() over (partition by order_id, actor_id order by minutes, back_order_id) as place_of_sale
    from pairs
    where minutes <= {{ minutes }}

),

refunds as (

    select
        order_id,
        actor_id,
        cast(null as {{ dbt.type_string() }}) as back_order_id,
        ordered_at,
        refunded_at as back_at,
        amount,
        {{ dbt.datediff('ordered_at', 'refunded_at', 'minute') }} as minutes
    from orders
    where not is_cancellation and refunded_at >= ordered_at

),

final as (

    select
        order_id,
        actor_id,
        back_order_id,
        ordered_at,
        back_at,
        amount,
        minutes
    from nearest
    where place_of_back = 1 and place_of_sale = 1
    union all
    select
        order_id,
        actor_id,
        back_order_id,
        ordered_at,
        back_at,
        amount,
        minutes
    from refunds
    where minutes <= {{ minutes }}

)

select * from final
