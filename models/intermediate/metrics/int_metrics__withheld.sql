{{ config(enabled=truenorth.metric_models() | length > 0) }}

{%- set smallest = var('truenorth_smallest_group') %}
with

slices as (

    select
        metric,
        period_start,
        dimension,
        member,
        basis,
        persons,
        case when persons < {{ smallest }} then 1 else 0 end as is_small
    from {{ ref('metric_figures') }}
    where dimension <> 'all'

),

periods as (

    {{ truenorth.withheld_beside('slices', where='period_start is not null') }}

),

-- a member's whole history less the periods that are shown tells those that are not, if they are of too few
told_by_history as (

    select
        metric,
        dimension,
        member,
        basis
    from periods
    group by metric, dimension, member, basis
    having count(*) = 1 or sum(persons) < {{ smallest }}

),

histories as (

    select
        slices.metric,
        slices.period_start,
        slices.dimension,
        slices.member,
        slices.basis,
        slices.persons,
        case when slices.is_small = 1 or told_by_history.metric is not null then 1 else 0 end as is_small
    from slices
    left join told_by_history
        on
            slices.metric = told_by_history.metric
            and slices.dimension = told_by_history.dimension
            and slices.member = told_by_history.member
            and slices.basis = told_by_history.basis
    where slices.period_start is null

),

whole as (

    {{ truenorth.withheld_beside('histories') }}

),

withheld as (

    select
        metric,
        period_start,
        dimension,
        member,
        basis,
        persons
    from periods
    union all
    select
        metric,
        period_start,
        dimension,
        member,
        basis,
        persons
    from whole

),

final as (

    select
        metric,
        period_start,
        dimension,
        member,
        basis,
        case when persons < {{ smallest }} then 'few persons' else 'would tell another' end as reason
    from withheld

)

select * from final
