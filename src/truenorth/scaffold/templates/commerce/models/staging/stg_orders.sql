with

lines as (

    select * from {{ ref('adm_orders__passed') }}

),

final as (

    select
        {{ dbt.concat(['_batch_id', "'-'", 'cast(_row_number as ' ~ dbt.type_string() ~ ')']) }} as order_line_id,
        order_no as order_id,
        customer_id as actor_id,
        product_id as target_id,
        ordered_at,
        cast(ordered_at as date) as ordered_date,
        pieces as quantity,
        price as unit_price,
        {{ truenorth.money('pieces * price') }} as amount,
        'EUR' as currency,
        country,
        is_cancelled as is_cancellation,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from lines

)

select * from final
