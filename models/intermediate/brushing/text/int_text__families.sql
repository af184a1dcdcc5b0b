{#- Every form takes the smallest name among its links, again and again. A family that is wider than the rounds stays
    in parts, and each part is judged by itself. -#}
{%- set rounds = truenorth.threshold('rounds', 'copied_comments') -%}
with

links as (

    select * from {{ ref('int_text__links') }}

),

round_0 as (

    select
        form_id,
        min(other_form) as family_id
    from links
    group by form_id

),

{% for round in range(1, rounds + 1) %}
round_{{ round }} as (

    select
        links.form_id,
        min(named.family_id) as family_id
    from links
    inner join round_{{ round - 1 }} as named on links.other_form = named.form_id
    group by links.form_id

),

{% endfor %}
final as (

    select
        form_id,
        family_id
    from round_{{ rounds }}

)

select * from final
