{%- set several = truenorth.threshold('several_accounts', 'account_batches') -%}
with

homes as (

    select * from {{ ref('int_batches__homes') }}

),

-- sign-up days of the accounts that are compared: a campaign day is a busy day for everybody
days as (

    select
        kind,
        created_on,
        cast(count(*) as double) / sum(count(*)) over (partition by kind) as share_of_accounts
    from homes
    where created_on is not null
    group by kind, created_on

),

cells as (

    select
        kind,
        home,
        created_on,
        count(*) as together,
        cast(sum(count(*)) over (partition by kind, home) as bigint) as accounts_there
    from homes
    where created_on is not null
    group by kind, home, created_on

),

signed_up as (

    select
        'sign_up' as grounds,
        cells.kind,
        cells.home,
        cells.created_on,
        cells.together,
        cells.accounts_there,
        cells.accounts_there * days.share_of_accounts as expected,
        {{ truenorth.log_hoeffding_tail('cells.together', 'cells.accounts_there', '(cells.accounts_there * days.share_of_accounts)') }} as log_p
    from cells
    inner join days on cells.kind = days.kind and cells.created_on = days.created_on

),

devices as (

    select
        home,
        count(*) as accounts_there
    from homes
    where kind = 'device'
    group by home

),

-- how often a device has another account: farms are few devices, so they hardly move it
households as (

    select cast(sum(case when accounts_there >= 2 then 1 else 0 end) + 1 as double) / (count(*) + 2) as chance_of_another
    from devices

),

crowded as (

    select
        'crowded_device' as grounds,
        'device' as kind,
        devices.home,
        cast(null as timestamp) as created_on,
        devices.accounts_there as together,
        devices.accounts_there,
        1 / (1 - households.chance_of_another) as expected,
        (devices.accounts_there - 1) * ln(households.chance_of_another) as log_p
    from devices
    cross join households

),

tested as (

    select
        grounds,
        kind,
        home,
        created_on,
        together,
        accounts_there,
        expected,
        log_p
    from signed_up
    union all
    select
        grounds,
        kind,
        home,
        created_on,
        together,
        accounts_there,
        expected,
        log_p
    from crowded

),

-- every home and day is a test, those of single accounts too
ranked as (

    select
        *,
        row_number() over (order by log_p, grounds, kind, home, created_on) as place,
        count(*) over () as tests
    from tested

),

adjusted as (

    select
        *,
        exp(log_p) as p_value,
        -- Benjamini-Hochberg: the smallest bound at which this batch is among those that are found
        min(exp(log_p) * tests / place) over (
            order by place desc rows between unbounded preceding and current row
        ) as adjusted_p
    from ranked

),

final as (

    select
        grounds,
        kind,
        home,
        created_on,
        together,
        accounts_there,
        expected,
        log_p,
        p_value,
        adjusted_p
    from adjusted
    where together >= {{ several }} and adjusted_p <= {{ var('truenorth_false_positive_bound') }}

)

select * from final
