with

orders as (

    select * from {{ source('planted', 'orders') }}

),

timed as (

    select
        *,
        {{ timestamp_of_seconds('created_ts') }} as ordered_at,
        {{ timestamp_of_seconds('confirmed_ts') }} as confirmed_at
    from orders

),

final as (

    select
        {{ text_of_id('order_id') }} as order_line_id,
        {{ text_of_id('order_id') }} as order_id,
        {{ text_of_id('buyer_id') }} as actor_id,
        cast(null as {{ dbt.type_string() }}) as target_id,
        ordered_at,
        cast(ordered_at as date) as ordered_date,
        cast(1 as bigint) as quantity,
        cast(amount as double) as unit_price,
        {{ truenorth.money('amount') }} as amount,
        'CNY' as currency,
        cast(null as {{ dbt.type_string() }}) as country,
        false as is_cancellation,
        true as is_admitted,
        'planted' as batch_id,
        {{ text_of_id('seller_id') }} as seller_id,
        confirmed_at,
        refunded as is_refunded,
        {{ text_of_id('address_id') }} as address_id,
        {{ text_of_id('device_id') }} as device_id
    from timed

)

select * from final
