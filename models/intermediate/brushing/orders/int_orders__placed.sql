{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
{% set slowest = truenorth.threshold('slowest_haste', 'brushed_orders') %}
{% set fall = truenorth.threshold('haste_step', 'brushed_orders') %}
with

lines as (

    select * from {{ ref('canonical_orders') }}
    where
        is_admitted
        and not is_cancellation
        and order_id is not null
        and ordered_at >= {{ truenorth.detection_from() }}

),

orders as (

    select
        order_id,
        min(actor_id) as actor_id,
        min(seller_id) as seller_id,
        min(ordered_at) as ordered_at,
        min(least(confirmed_at, refunded_at)) as ended_at,
        cast(sum(amount) as double) as amount,
        max(case when is_refunded or refunded_at is not null then 1 else 0 end) as refunds,
        min(address_id) as address_id,
        min(consignee_id) as consignee_id,
        min(device_id) as device_id,
        min(network_prefix) as network_prefix
    from lines
    group by order_id

),

timed as (

    select
        *,
        2 * {{ dbt.datediff("cast('1970-01-01' as date)", 'cast(ordered_at as date)', 'day') }}
        + case when extract(hour from ordered_at) >= 12 then 1 else 0 end as slot,
        case
            when ended_at >= ordered_at
                then greatest({{ dbt.datediff('ordered_at', 'ended_at', 'second') }}, 1)
        end as delay_seconds
    from orders

),

-- half of all orders are no attack: the median stands whatever the attackers do
usual as (

    select {{ truenorth.median_of('delay_seconds') }} as delay_seconds
    from timed

),

final as (

    select
        timed.order_id,
        timed.actor_id,
        timed.seller_id,
        timed.ordered_at,
        cast(timed.slot as bigint) as slot,
        timed.refunds = 1 as is_refunded,
        timed.address_id,
        timed.consignee_id,
        timed.device_id,
        timed.network_prefix,
        cast(case when timed.amount > 0 then floor({{ steps }} * ln(timed.amount) / ln(2)) end as bigint)
            as amount_step,
        cast(floor({{ steps }} * ln(timed.delay_seconds) / ln(2)) as bigint) as delay_step,
        case
            {% for level in range(truenorth.threshold('haste_levels', 'brushed_orders'), 0, -1) %}
            when timed.delay_seconds * {{ fall ** (level - 1) }} <= {{ slowest }} * usual.delay_seconds then {{ level }}
            {% endfor %}
            else 0
        end as haste
    from timed
    cross join usual

)

select * from final
