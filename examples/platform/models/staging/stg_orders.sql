with

lines as (

    select * from {{ ref('adm_orders__passed') }}

),

final as (

    select
        {{ dbt.concat(['_batch_id', "'-'", 'cast(_row_number as ' ~ dbt.type_string() ~ ')']) }} as order_line_id,
        order_no as order_id,
        account_id as actor_id,
        item_id as target_id,
        ordered_at,
        cast(ordered_at as date) as ordered_date,
        pieces as quantity,
        piece_price as unit_price,
        {{ truenorth.money('pieces * piece_price') }} as amount,
        {{ truenorth.money('author_income') }} as author_income,
        currency,
        country,
        coalesce(line_kind = 'cancel', false) as is_cancellation,
        _is_admitted as is_admitted,
        _batch_id as batch_id,
        shop_id as seller_id,
        confirmed_at,
        refunded_at,
        refunded_at is not null as is_refunded,
        address_id,
        consignee_id,
        device_id,
        network_prefix,
        channel_id
    from lines

)

select * from final
