with

measures as (

    select * from {{ ref('scope_measures') }}

),

final as (

    select
        source,
        table_name,
        column_name,
        declared as period,
        oldest as oldest_day,
        keep_from,
        checked_rows,
        wrong_rows,
        code,
        reason
    from measures
    where rule = 'retention'

)

select * from final
