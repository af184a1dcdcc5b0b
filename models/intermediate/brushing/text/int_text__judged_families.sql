{%- set several = truenorth.threshold('several_accounts', 'copied_comments') -%}
with

uses as (

    select * from {{ ref('int_text__uses') }}

),

families_of_forms as (

    select * from {{ ref('int_text__families') }}

),

signatures as (

    select * from {{ ref('int_text__signatures') }}

),

writers as (

    select distinct
        actor_id,
        votes,
        repeated_share
    from uses

),

accounts as (

    select
        count(*) as writers,
        sum(case when votes >= 2 then 1 else 0 end) as able,
        sum(repeated_share) as repeated
    from writers

),

-- every account has one voice, however much it writes: a farm must not make its own texts look common. Able to repeat
-- is who has written at length twice.
families as (

    select
        family_id,
        cast(sum(case when votes >= 2 then 1 else 0 end) as bigint) as able_accounts,
        cast(sum(case when authors >= 2 then 1 else 0 end) as bigint) as repeaters,
        cast(sum(case when votes >= 2 then authors else 0 end) as bigint) as family_votes,
        cast(sum(case when votes >= 2 then votes else 0 end) as bigint) as account_votes,
        sum(cast(authors as double) / votes) as voices,
        coalesce(sum(repeated_share), 0) as repeated
    from uses
    group by family_id
    having sum(case when votes >= 2 then 1 else 0 end) >= {{ several }}

),

-- Laplace's rule of succession: a habit that nobody outside has shown is rare, not impossible
chances as (

    select
        families.*,
        least(
            families.voices / accounts.writers
            + (accounts.repeated - families.repeated + 1) / (accounts.able - families.able_accounts + 2), 1
        ) as chance_of_repeat
    from families
    cross join accounts

),

expected as (

    select
        uses.family_id,
        sum(1 - power(1 - chances.chance_of_repeat, uses.votes - 1)) as expected
    from uses
    inner join chances on uses.family_id = chances.family_id
    where uses.votes >= 2
    group by uses.family_id

),

tested as (

    select
        chances.family_id,
        chances.able_accounts,
        chances.repeaters,
        chances.family_votes,
        chances.account_votes,
        expected.expected,
        {{ truenorth.log_hoeffding_tail('chances.repeaters', 'chances.able_accounts', 'expected.expected') }} as log_p
    from chances
    inner join expected on chances.family_id = expected.family_id

),

keys as (

    select
        families_of_forms.family_id,
        {{ truenorth.band_key(['signatures.value_1', 'signatures.value_2', 'signatures.value_3']) }} as template_key
    from families_of_forms
    inner join tested on families_of_forms.family_id = tested.family_id
    inner join signatures on families_of_forms.form_id = signatures.form_id

),

keyed_forms as (

    select
        family_id,
        template_key,
        count(*) as forms
    from keys
    group by family_id, template_key

),

-- forms come and go with the look-back; the band that most forms share belongs to the template and stays
template_keys as (

    select
        family_id,
        template_key,
        row_number() over (partition by family_id order by forms desc, template_key asc) as place
    from keyed_forms

),

ranked as (

    select
        tested.*,
        template_keys.template_key,
        row_number() over (order by tested.log_p, tested.family_id) as place,
        count(*) over () as tests
    from tested
    inner join template_keys on tested.family_id = template_keys.family_id and template_keys.place = 1

),

final as (

    select
        family_id,
        cast(template_key as bigint) as template_key,
        able_accounts,
        repeaters,
        family_votes,
        account_votes,
        expected,
        log_p,
        exp(log_p) as p_value,
        -- Benjamini-Hochberg: the smallest bound at which this family is among those that are found
        min(exp(log_p) * tests / place) over (
            order by place desc rows between unbounded preceding and current row
        ) as adjusted_p
    from ranked

)

select * from final
