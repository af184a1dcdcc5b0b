{% set least = truenorth.threshold('least_orders', 'brushed_orders') %}
{% set steps = truenorth.threshold('steps_to_an_octave', 'brushed_orders') %}
with

shared as (

    select * from {{ ref('int_orders__shared_traits') }}

),

cases as (

    select
        case_id,
        trait,
        half_days,
        first_slot,
        seller_id,
        max(sharing_buyers) as sharing_buyers,
        cast(count(*) as double) as orders,
        cast(count(distinct actor_id) as double) as buyers,
        cast(sum(case when is_refunded then 1 else 0 end) as double) as refunded,
        cast(sum(case when is_hasty then 1 else 0 end) as double) as hasty,
        cast(count(distinct case when is_loyal then actor_id end) as double) as loyal
    from shared
    group by case_id, trait, half_days, first_slot, seller_id
    having count(distinct actor_id) >= {{ least }}

),

-- how much of the window's orders the seller takes: a flash sale draws every address
draws as (

    select
        trait_id as seller_id,
        half_days,
        first_slot,
        cast(orders as double) as orders,
        cast(sum(orders) over (partition by half_days, first_slot) as double) as all_orders
    from {{ ref('int_orders__windows') }}
    where trait = 'seller'

),

-- one order more on both sides: a seller without other orders is not impossible to find
expected as (

    select
        cases.*,
        (draws.orders - cases.orders + 1) / (draws.all_orders - cases.orders + 1) as chance
    from cases
    inner join draws
        on
            cases.seller_id = draws.seller_id
            and cases.half_days = draws.half_days
            and cases.first_slot = draws.first_slot

),

banded as (

    {% for back in range(steps) %}
    select
        case_id,
        seller_id,
        amount_step - {{ back }} as band
    from shared
    where amount_step is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

bands as (

    select
        case_id,
        seller_id,
        band,
        cast(count(*) as double) as orders
    from banded
    group by case_id, seller_id, band

),

-- the octave of amounts that takes most of the case beyond what is usual there, paid for by the number of octaves
narrow as (

    select
        cases.case_id,
        least(min(
            {{ truenorth.log_hoeffding_tail(
                'bands.orders', 'cases.orders',
                '(cases.orders * greatest(coalesce(of_seller.ratio, 0), everyone.ratio))'
            ) }}
        ) + ln(count(*)), 0) as log_p
    from cases
    inner join bands on cases.case_id = bands.case_id
    inner join {{ ref('int_orders__amount_bands') }} as everyone
        on everyone.seller_id is null and bands.band = everyone.band
    left join {{ ref('int_orders__amount_bands') }} as of_seller
        on bands.seller_id = of_seller.seller_id and bands.band = of_seller.band
    group by cases.case_id

),

usual as (

    select
        avg(case when is_refunded then 1.0 else 0.0 end) as refunded,
        avg(case when haste > 0 then 1.0 else 0.0 end) as hasty
    from {{ ref('int_orders__placed') }}

),

buyers as (

    select case when min(seller_id) = max(seller_id) then 1.0 else 0.0 end as is_loyal
    from {{ ref('int_orders__placed') }}
    where actor_id is not null and seller_id is not null
    group by actor_id

),

loyal as (

    select avg(is_loyal) as ratio from buyers

),

final as (

    select
        expected.case_id,
        expected.half_days,
        expected.first_slot,
        expected.orders,
        expected.buyers,
        expected.sharing_buyers,
        expected.chance,
        {{ truenorth.log_hoeffding_tail(
            'expected.buyers', 'expected.sharing_buyers', '(expected.sharing_buyers * expected.chance)'
        ) }} as log_p_of_seller,
        -- four kinds of evidence beside the sharing. Who lives together may buy one thing together, but not from one
        -- device: only there do like amounts count
        case when expected.trait = 'device' then coalesce(narrow.log_p, 0) else 0 end
        + {{ truenorth.log_hoeffding_tail('expected.refunded', 'expected.orders', '(expected.orders * usual.refunded)') }}
        + {{ truenorth.log_hoeffding_tail('expected.hasty', 'expected.orders', '(expected.orders * usual.hasty)') }}
        + {{ truenorth.log_hoeffding_tail('expected.loyal', 'expected.buyers', '(expected.buyers * loyal.ratio)') }}
            as log_p_of_kinds
    from expected
    cross join usual
    cross join loyal
    left join narrow on expected.case_id = narrow.case_id

)

select * from final
