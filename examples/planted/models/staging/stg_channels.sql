with

clicks as (

    select * from {{ source('planted', 'clicks') }}

),

final as (

    select distinct
        {{ text_of_id('channel') }} as channel_id,
        -- the data has advertising channels only, none that visitors find by themselves
        true as is_paid
    from clicks

)

select * from final
