with

measures as (

    select * from {{ ref('scope_measures') }}

),

final as (

    select
        source,
        table_name,
        column_name,
        declared,
        checked_rows,
        wrong_rows,
        code,
        reason
    from measures
    where rule = 'masking'

)

select * from final
