{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
with

orders as (

    select
        seller_id,
        amount_step
    from {{ ref('int_orders__placed') }}
    where haste = 0 and amount_step is not null

),

-- a band is an octave; it may begin at each step
banded as (

    {% for back in range(steps) %}
    select
        seller_id,
        amount_step - {{ back }} as band
    from orders
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

everyone as (

    select
        band,
        count(*) * {{ steps }}.0 / sum(count(*)) over () as share
    from banded
    group by band

),

of_seller as (

    select
        seller_id,
        band,
        count(*) as orders,
        sum(count(*)) over (partition by seller_id) / {{ steps }}.0 as all_orders
    from banded
    where seller_id is not null
    group by seller_id, band

),

final as (

    select
        cast(null as {{ dbt.type_string() }}) as seller_id,
        band,
        cast(share as double) as share
    from everyone
    union all
    -- a seller with few orders is taken for everyone: one order's weight of what everyone sells
    select
        of_seller.seller_id,
        of_seller.band,
        cast((of_seller.orders + everyone.share) / (of_seller.all_orders + 1) as double) as share
    from of_seller
    inner join everyone on of_seller.band = everyone.band

)

select * from final
