with

homes as (

    select * from {{ ref('int_batches__homes') }}

),

batches as (

    select * from {{ ref('int_batches__judged') }}

),

members as (

    select
        batches.*,
        homes.actor_id,
        homes.created_at,
        min(homes.created_at) over (
            partition by batches.grounds, batches.kind, batches.home, batches.created_on
        ) as first_at,
        max(homes.created_at) over (
            partition by batches.grounds, batches.kind, batches.home, batches.created_on
        ) as last_at,
        -- an account has one finding: that of its most surprising batch
        row_number() over (
            partition by homes.actor_id
            order by batches.log_p, batches.grounds, batches.kind, batches.home, batches.created_on
        ) as place
    from homes
    inner join batches
        on
            homes.kind = batches.kind
            and homes.home = batches.home
            and (batches.grounds = 'crowded_device' or homes.created_on = batches.created_on)

),

final as (

    select
        'account_batches' as signal,
        'actor' as subject_type,
        actor_id as subject_id,
        {{ truenorth.case_id('account_batches', dbt.concat([
            'grounds', "' '", 'kind', "' '", 'home', "' '",
            "coalesce(cast(created_on as " ~ dbt.type_string() ~ "), '')"
        ])) }} as case_id,
        actor_id,
        created_at as occurred_at,
        first_at as window_start,
        last_at as window_end,
        cast(together as double) as observed,
        expected,
        p_value,
        together as partners,
        cast(together as double) / accounts_there as purity,
        cast(null as double) as exclusivity,
        -1 * log_p / ln(10) as score
    from members
    where place = 1

)

select * from final
