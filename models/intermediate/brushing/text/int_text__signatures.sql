{%- set values = truenorth.threshold('bands', 'copied_comments') * truenorth.threshold('values_of_a_band', 'copied_comments') -%}
with

comments as (

    select * from {{ ref('int_text__comments') }}

),

forms as (

    select distinct
        form_id,
        substr(form, 1, {{ truenorth.threshold('longest_form', 'copied_comments') }}) as form
    from {{ ref('int_text__forms') }}

),

long_enough as (

    select distinct form_id
    from comments

),

measured as (

    select
        forms.form_id,
        forms.form,
        {{ truenorth.shingle_length('forms.form') }} as shingle_length
    from forms
    inner join long_enough on forms.form_id = long_enough.form_id

),

shingles as (

    select
        measured.form_id,
        {{ truenorth.hash_of_text('substr(measured.form, cast(starts.value as integer), measured.shingle_length)') }} as hash
    from measured
    {{ truenorth.exploded(truenorth.whole_numbers('1', 'greatest(length(measured.form) - measured.shingle_length + 1, 1)'), 'starts') }}

),

final as (

    select
        form_id,
        {{ truenorth.minhash_values('hash', values) }}
    from shingles
    group by form_id

)

select * from final
