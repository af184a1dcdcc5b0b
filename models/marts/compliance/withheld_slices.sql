{{ config(enabled=truenorth.metric_models() | length > 0) }}

with

figures as (

    select * from {{ ref('metric_figures') }}

),

withheld as (

    select * from {{ ref('int_metrics__withheld') }}

),

slices as (

    select
        metric,
        dimension,
        count(*) as slices
    from figures
    where dimension <> 'all'
    group by metric, dimension

),

counted as (

    select
        metric,
        dimension,
        count(*) as withheld,
        sum(case when reason = 'few persons' then 1 else 0 end) as few_persons
    from withheld
    group by metric, dimension

),

final as (

    select
        slices.metric,
        slices.dimension,
        cast({{ var('truenorth_smallest_group') }} as bigint) as smallest_group,
        cast(slices.slices as bigint) as slices,
        cast(coalesce(counted.withheld, 0) as bigint) as withheld,
        cast(coalesce(counted.few_persons, 0) as bigint) as few_persons
    from slices
    left join counted on slices.metric = counted.metric and slices.dimension = counted.dimension

)

select * from final
