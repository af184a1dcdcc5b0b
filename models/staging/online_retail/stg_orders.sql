with

lines as (

    select * from {{ ref('adm_online_retail__passed') }}

),

final as (

    select
        {{ dbt.concat(['_batch_id', "'-'", 'cast(_row_number as ' ~ dbt.type_string() ~ ')']) }} as order_line_id,
        InvoiceNo as order_id,
        cast(CustomerID as {{ dbt.type_string() }}) as actor_id,
        StockCode as target_id,
        InvoiceDate as ordered_at,
        cast(InvoiceDate as date) as ordered_date,
        Quantity as quantity,
        UnitPrice as unit_price,
        {{ truenorth.money('Quantity * UnitPrice') }} as amount,
        'GBP' as currency,
        Country as country,
        coalesce(InvoiceNo like 'C%', false) as is_cancellation,
        _is_admitted as is_admitted,
        _batch_id as batch_id
    from lines

)

select * from final
