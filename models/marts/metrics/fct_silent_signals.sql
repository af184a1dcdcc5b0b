{#- three looks without a search: the figure of the founding paper on silent data -#}
{%- set looks_that_tell = 3 -%}
with

interactions as (

    select * from {{ ref('int_interactions__standing') }}

),

-- the only step that reads every act; the bases are joined to the few groups that are left
dealings as (

    select
        actor_id,
        target_id,
        occurred_month,
        standing,
        sum(case when action = 'view' then 1 else 0 end) as looks,
        sum(case when action = 'search' then 1 else 0 end) as searches,
        sum(case when action = 'view' and not is_prime_time then 1 else 0 end) as offpeak_looks,
        sum(case when action = 'share' and not is_prime_time then 1 else 0 end) as offpeak_shares,
        sum(case when action = 'correct' then 1 else 0 end) as corrections
    from interactions
    where actor_id is not null
    group by actor_id, target_id, occurred_month, standing

),

on_each_basis as (

    select
        bases.basis,
        dealings.occurred_month,
        dealings.actor_id,
        dealings.target_id,
        sum(dealings.looks) as looks,
        sum(dealings.searches) as searches,
        sum(dealings.offpeak_looks) as offpeak_looks,
        sum(dealings.offpeak_shares) as offpeak_shares,
        sum(dealings.corrections) as corrections
    from dealings
    inner join {{ truenorth.bases() }} on dealings.standing >= bases.least_standing
    group by bases.basis, dealings.occurred_month, dealings.actor_id, dealings.target_id

),

final as (

    select
        basis,
        occurred_month as period_start,
        actor_id,
        cast(
            sum(
                case when target_id is not null and looks >= {{ looks_that_tell }} and searches = 0 then 1 else 0 end
            ) as bigint
        ) as silent_targets,
        cast(sum(offpeak_looks) as bigint) as offpeak_looks,
        cast(sum(offpeak_shares) as bigint) as offpeak_shares,
        cast(sum(corrections) as bigint) as corrections
    from on_each_basis
    group by basis, occurred_month, actor_id

)

select * from final
