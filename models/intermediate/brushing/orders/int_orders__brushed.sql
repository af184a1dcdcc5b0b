with

hasty as (

    select
        {{ truenorth.order_case('members') }} as case_id,
        members.half_days,
        members.first_slot,
        members.order_id,
        members.actor_id,
        members.box_orders as observed,
        members.window_orders * members.chance as expected,
        members.p_value,
        1 - least(members.chance_orders / members.box_orders, 1) as purity,
        members.box_orders / members.window_orders as exclusivity,
        members.doubt
    from {{ ref('int_orders__haste_members') }} as members

),

sharing as (

    select
        cases.case_id,
        cases.half_days,
        cases.first_slot,
        shared.order_id,
        shared.actor_id,
        cases.buyers as observed,
        cases.sharing_buyers * cases.chance as expected,
        cases.p_value,
        1 - least(cases.chance_buyers / cases.buyers, 1) as purity,
        cases.buyers / cases.sharing_buyers as exclusivity,
        least(cases.chance_buyers / cases.buyers, 1) as doubt
    from {{ ref('int_orders__trait_cases') }} as cases
    inner join {{ ref('int_orders__shared_traits') }} as shared on cases.case_id = shared.case_id

),

final as (

    {% for way in ['hasty', 'sharing'] %}
    select
        '{{ way }}' as way,
        case_id,
        half_days,
        first_slot,
        order_id,
        actor_id,
        observed,
        expected,
        p_value,
        purity,
        exclusivity,
        doubt
    from {{ way }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
