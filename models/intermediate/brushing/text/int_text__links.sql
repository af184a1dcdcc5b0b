{%- set bands = truenorth.threshold('bands', 'copied_comments') -%}
{%- set rows = truenorth.threshold('values_of_a_band', 'copied_comments') -%}
with

signatures as (

    select * from {{ ref('int_text__signatures') }}

),

banded as (

    select
        form_id,
        {{ truenorth.band_keys(bands, rows) }}
    from signatures

),

keys as (

    {% for band in range(bands) %}
    select
        form_id,
        {{ band }} as band,
        key_{{ band }} as band_key,
        key_{{ (band + 1) % bands }} as next_key
    from banded
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- a star and a chain: their length grows with the forms of a band, however many those are, where all pairs would not.
-- The chain follows the next band, so that two families of one band do not part each other.
neighbours as (

    select
        form_id,
        min(form_id) over (partition by band, band_key) as first_form,
        lag(form_id) over (partition by band, band_key order by next_key, form_id) as form_before
    from keys

),

pairs as (

    select
        form_id,
        first_form as other_form
    from neighbours
    where first_form < form_id
    union distinct
    select
        form_id,
        form_before as other_form
    from neighbours
    where form_before is not null

),

-- bands only propose: unlike texts meet in one now and then, and would grow into one family of everything
alike as (

    select
        pairs.form_id,
        pairs.other_form
    from pairs
    inner join signatures as one on pairs.form_id = one.form_id
    inner join signatures as other on pairs.other_form = other.form_id
    where
        {{ truenorth.values_alike('one', 'other', bands * rows) }}
        >= {{ bands * rows * truenorth.threshold('alike', 'copied_comments') }}

),

final as (

    select
        form_id,
        other_form
    from alike
    union distinct
    select
        other_form as form_id,
        form_id as other_form
    from alike
    union distinct
    select
        form_id,
        form_id as other_form
    from signatures

)

select * from final
