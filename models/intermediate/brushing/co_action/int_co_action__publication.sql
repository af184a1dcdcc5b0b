with

acts as (

    select
        *,
        {{ truenorth.delay_class('acted_second - published_second') }} as delay_class
    from {{ ref('int_co_action__acts') }}
    where published_second is not null

),

classes as (

    select
        delay_class,
        count(*) as acts
    from acts
    group by delay_class

),

final as (

    -- share of all acts that come sooner after publication: uniform between 0 and 1 for who comes with the audience
    select
        delay_class,
        (sum(acts) over (order by delay_class) - acts / 2.0) / sum(acts) over () as sooner
    from classes

)

select * from final
