with

exposures as (

    select * from {{ ref('adm_exposures__passed') }}

),

final as (

    select
        account_id as actor_id,
        content_id as target_id,
        shown_at as exposed_at,
        slot as kind,
        clicked as was_clicked
    from exposures

)

select * from final
