with

comments as (

    select * from {{ ref('int_text__comments') }}

),

families as (

    select * from {{ ref('int_text__families') }}

),

uses as (

    select * from {{ ref('int_text__uses') }}

),

found as (

    select * from {{ ref('int_text__judged_families') }}
    where adjusted_p <= {{ var('truenorth_false_positive_bound') }}

),

written as (

    select
        comments.interaction_id,
        comments.actor_id,
        comments.occurred_at,
        uses.authors,
        found.*,
        min(comments.occurred_at) over (partition by found.family_id) as first_at,
        max(comments.occurred_at) over (partition by found.family_id) as last_at
    from comments
    inner join families on comments.form_id = families.form_id
    inner join found on families.family_id = found.family_id
    inner join uses on comments.actor_id = uses.actor_id and found.family_id = uses.family_id

),

final as (

    select
        'copied_comments' as signal,
        'interaction' as subject_type,
        interaction_id as subject_id,
        {{ truenorth.case_id('copied_comments', 'template_key') }} as case_id,
        actor_id,
        occurred_at,
        first_at as window_start,
        last_at as window_end,
        cast(repeaters as double) as observed,
        expected,
        p_value,
        able_accounts as partners,
        cast(repeaters as double) / able_accounts as purity,
        cast(family_votes as double) / account_votes as exclusivity,
        -1 * log_p / ln(10) as score
    from written
    where
        authors >= 2
        -- one use is a quotation, unless the family is hardly anything but work
        or repeaters >= {{ truenorth.threshold('share_of_repeaters') }} * able_accounts

)

select * from final
