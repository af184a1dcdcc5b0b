{#-
  Of `slices` (metric, period_start, dimension, member, basis, persons, is_small) those that may not be shown: the small ones, and
  beside them the next smallest, until what is withheld of one total is two slices or more and no fewer persons than
  `truenorth_smallest_group`. With less, the total minus what is shown would give the small one away.
-#}
{% macro withheld_beside(slices, where='1 = 1') -%}
    {%- set beside = 'partition by metric, basis, dimension, period_start' -%}
    {%- set in_order = beside ~ ' order by is_small desc, persons nulls last, member' -%}
    select
        metric,
        period_start,
        dimension,
        member,
        basis,
        persons
    from (
        select
            metric,
            period_start,
            dimension,
            member,
            basis,
            persons,
            is_small,
            max(is_small) over ({{ beside }}) as has_small,
            row_number() over ({{ in_order }}) as place,
            sum(persons) over ({{ in_order }} rows between unbounded preceding and 1 preceding) as persons_before
        from {{ slices }}
        where {{ where }}
    ) as ordered
    where
        is_small = 1
        or (has_small = 1 and (place = 2 or coalesce(persons_before, 0) < {{ var('truenorth_smallest_group') }}))
{%- endmacro %}
