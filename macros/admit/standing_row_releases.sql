{#- Quarantined rows whose every reason is covered by a reviewed release that has not ended, as a subquery. -#}
{% macro standing_row_releases(source, labelled) %}
(
    select reasons.batch_id, reasons.row_number
    from (
        select rows_named.batch_id, rows_named.row_number, reason.value as reason
        from (
            select labelled._batch_id as batch_id, labelled._row_number as row_number, labelled._reasons as reasons
            from {{ labelled }} as labelled
            inner join (
                select distinct batch_id, row_number from {{ ref('truenorth', 'reviewed_row_releases') }}
                where source = '{{ source }}'
            ) as named
                on labelled._batch_id = named.batch_id and labelled._row_number = named.row_number
        ) as rows_named {{ truenorth.exploded('rows_named.reasons', 'reason') }}
    ) as reasons
    left join {{ ref('truenorth', 'reviewed_row_releases') }} as reviewed
        on
            reviewed.source = '{{ source }}'
            and reasons.batch_id = reviewed.batch_id
            and reasons.row_number = reviewed.row_number
            and reasons.reason = reviewed.reason
            and reviewed.expires > current_date
    group by reasons.batch_id, reasons.row_number
    having count(*) = count(reviewed.reason)
) as standing
{% endmacro %}
