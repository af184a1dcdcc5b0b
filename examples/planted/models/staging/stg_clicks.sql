with

clicks as (

    select * from {{ source('planted', 'clicks') }}

),

final as (

    select
        {{ text_of_id('click_id') }} as click_id,
        {{ text_of_id('channel') }} as channel_id,
        {{ timestamp_of_seconds('ts') }} as clicked_at,
        cast(dwell_s as double) as dwell_seconds,
        converted,
        returned_d1 as returned_next_day
    from clicks

)

select * from final
