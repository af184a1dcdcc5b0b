{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
with

-- hasty orders may be brushed and say nothing of usual amounts, but at a seller of vouchers nearly all are hasty
orders as (

    select
        placed.seller_id,
        placed.amount_step,
        placed.haste
    from {{ ref('int_orders__placed') }} as placed
    left join {{ ref('int_orders__habits') }} as habits
        on placed.seller_id = habits.seller_id and habits.haste_level = 1 and habits.ratio > 0.5
    where placed.amount_step is not null and (placed.haste = 0 or habits.seller_id is not null)

),

-- a band is an octave; it may begin at each step
banded as (

    {% for back in range(steps) %}
    select
        seller_id,
        amount_step - {{ back }} as band,
        haste
    from orders
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

everyone as (

    select
        band,
        count(*) * {{ steps }}.0 / sum(count(*)) over () as ratio
    from banded
    where haste = 0
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
        cast(ratio as double) as ratio
    from everyone
    union all
    -- a seller with few orders is taken for everyone: one order's weight of what everyone sells
    select
        of_seller.seller_id,
        of_seller.band,
        cast((of_seller.orders + everyone.ratio) / (of_seller.all_orders + 1) as double) as ratio
    from of_seller
    inner join everyone on of_seller.band = everyone.band

)

select * from final
