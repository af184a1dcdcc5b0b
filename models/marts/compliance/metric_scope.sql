with

scope as (

    select * from {{ ref('compliance_scope') }}

),

final as (

    select
        metric,
        purpose,
        source,
        table_name,
        column_name,
        categories,
        is_personal,
        is_declared,
        data_use,
        step,
        code,
        reason,
        path
    from scope

)

select * from final
