with

weeks as (

    select * from {{ ref('int_targets__weeks') }}

),

-- an order more or less decides nothing: both weeks' orders are shared out as both weeks' views are
pairs as (

    select
        later.target_id,
        later.week_start,
        later.first_acted_at,
        later.last_acted_at,
        earlier.vanity_acts as vanity_before,
        later.vanity_acts as vanity_after,
        earlier.orders as orders_before,
        later.orders as orders_after,
        earlier.orders + later.orders as orders,
        cast(earlier.vanity_acts as double) / (earlier.vanity_acts + later.vanity_acts) as chance
    from weeks as earlier
    inner join weeks as later
        on
            earlier.target_id = later.target_id
            and cast({{ dbt.dateadd('day', 7, 'earlier.week_start') }} as date) = later.week_start
    where earlier.vanity_acts > 0 and earlier.orders > 0

),

surprises as (

    select
        *,
        {{ truenorth.binomial_surprise('orders_before', 'orders', 'chance') }} as z
    from pairs

),

judged as (

    select
        *,
        greatest({{ truenorth.normal_tail('z') }}, 1e-300) as p_value
    from surprises
    where z is not null

),

{{ truenorth.discoveries('judged') }},

divergent as (

    select
        *,
        row_number() over (partition by target_id order by p_value, week_start) as place
    from discovered
    where
        vanity_after >= {{ truenorth.threshold('vanity_growth_min') }} * vanity_before
        and orders_after <= {{ truenorth.threshold('worth_growth_max') }} * orders_before
        and q_value <= {{ truenorth.threshold('false_discovery_rate') }}
        and p_value <= {{ var('truenorth_false_positive_bound') }}

),

final as (

    select
        'vanity_divergence' as signal,
        'target' as subject_type,
        target_id as subject_id,
        {{ truenorth.case_id('vanity_divergence', 'target_id') }} as case_id,
        cast(null as {{ dbt.type_string() }}) as actor_id,
        cast(week_start as {{ dbt.type_timestamp() }}) as occurred_at,
        first_acted_at as window_start,
        last_acted_at as window_end,
        cast(orders_after as double) as observed,
        orders_before * cast(vanity_after as double) / vanity_before as expected,
        p_value,
        vanity_after as partners,
        cast(null as double) as purity,
        cast(null as double) as exclusivity,
        -ln(p_value) / ln(10) as score
    from divergent
    where place = 1

)

select * from final
