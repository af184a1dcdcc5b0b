with

held as (

    select * from {{ ref('brushing_held_batches') }}

),

-- in the columns of fct_held_batches, so that one test names both
final as (

    select
        entity as source,
        batch_id,
        batch_id as file,
        'held' as status,
        'error' as severity,
        'TN-A020' as code,
        case
            when objections > 1 then reason || ' (and ' || cast(objections - 1 as {{ dbt.type_string() }}) || ' more)'
            else reason
        end as reason
    from held

)

select * from final
