with

texts as (

    select distinct text
    from {{ ref('canonical_interactions') }}
    where
        action in ('comment', 'reply')
        and text is not null
        and is_admitted
        and occurred_at >= {{ truenorth.detection_from() }}

),

forms as (

    select
        text,
        -- the linter's ANSI has no lambda, which DuckDB needs here
        {{ truenorth.normal_form('text') }} as form -- noqa: PRS
    from texts

),

final as (

    select
        text,
        form,
        md5(form) as form_id,
        cast({{ truenorth.text_units('form') }} as bigint) as units
    from forms

)

select * from final
