with

orders as (

    select * from {{ ref('int_orders__by_basis') }}

),

complaints as (

    select * from {{ ref('int_complaints__standing') }}

),

customers as (

    select distinct
        basis,
        ordered_month,
        actor_id
    from orders
    where is_purchase and actor_id is not null

),

complainers as (

    select distinct
        bases.basis,
        complaints.complained_month,
        complaints.actor_id
    from complaints
    inner join {{ truenorth.bases() }} on complaints.standing >= bases.least_standing

),

final as (

    select
        customers.basis,
        customers.ordered_month as period_start,
        count(complainers.actor_id) as numerator,
        count(*) as denominator
    from customers
    left join complainers
        on
            customers.basis = complainers.basis
            and customers.ordered_month = complainers.complained_month
            and customers.actor_id = complainers.actor_id
    group by customers.basis, customers.ordered_month

)

select * from final
