{{ config(materialized='view') }}

with

orders as (

    select * from {{ ref('int_orders__placed') }}

),

final as (

    {% for trait, column in {
        'seller': 'seller_id',
        'address': 'address_id',
        'consignee': 'consignee_id',
        'device': 'device_id',
        'network': 'network_prefix',
    }.items() %}
    select
        order_id,
        actor_id,
        slot,
        amount_step,
        haste,
        '{{ trait }}' as trait,
        {{ column }} as trait_id
    from orders
    where {{ column }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
