with

records as (

    select * from {{ ref('int_consent__records') }}

),

given as (

    select
        purpose,
        category,
        subject_id,
        valid_from,
        coalesce(valid_until, {{ truenorth.end_of_time() }}) as valid_until
    from records
    where status = 'given' and flaw is null

),

ends as (

    select
        purpose,
        category,
        subject_id,
        valid_from as ended_at
    from records
    where status <> 'given'

),

-- whoever withdraws or refuses ends what began before or at that moment; what is given later begins anew
shortened as (

    select
        given.purpose,
        given.category,
        given.subject_id,
        given.valid_from,
        min(least(given.valid_until, coalesce(ends.ended_at, given.valid_until))) as valid_until
    from given
    left join ends
        on
            given.purpose = ends.purpose
            and given.category = ends.category
            and given.subject_id = ends.subject_id
            and given.valid_from <= ends.ended_at
    group by given.purpose, given.category, given.subject_id, given.valid_from, given.valid_until

),

reached as (

    select
        *,
        max(valid_until) over (
            partition by purpose, category, subject_id order by valid_from, valid_until
            rows between unbounded preceding and 1 preceding
        ) as reached_until
    from shortened
    where valid_from < valid_until

),

numbered as (

    select
        *,
        sum(case when reached_until >= valid_from then 0 else 1 end) over (
            partition by purpose, category, subject_id order by valid_from, valid_until
            rows between unbounded preceding and current row
        ) as stretch
    from reached

),

final as (

    select
        purpose,
        category,
        subject_id,
        min(valid_from) as valid_from,
        max(valid_until) as valid_until
    from numbered
    group by purpose, category, subject_id, stretch

)

select * from final
