{%- set columns = ['signal', 'code', 'title', 'title_zh', 'family', 'grade', 'subject_type', 'null_model', 'missing_entity'] -%}
with

on_here as (

    {% for signal in truenorth.signal_models() if execute %}
    {%- set stated = truenorth.signal_definition(signal.name) %}
    select
        '{{ signal.name }}' as signal,
        '{{ stated.code }}' as code,
        '{{ dbt.escape_single_quotes(stated.title.en) }}' as title,
        '{{ dbt.escape_single_quotes(stated.title.zh) }}' as title_zh,
        '{{ stated.family }}' as family,
        '{{ stated.grade }}' as grade,
        '{{ stated.subject if stated.subject is string else stated.subject | join(" or ") }}' as subject_type,
        '{{ dbt.escape_single_quotes(stated.null_model | trim) }}' as null_model,
        cast(null as {{ dbt.type_string() }}) as missing_entity
    union all
    {% endfor %}
    {{ truenorth.no_rows(columns, 'string') }}

),

off_here as (

    {% for signal in truenorth.signals_off() %}
    select
        '{{ signal.name }}' as signal,
        '{{ signal.missing }}' as missing_entity
    union all
    {% endfor %}
    {{ truenorth.no_rows(['signal', 'missing_entity'], 'string') }}

),

final as (

    select
        coalesce(on_here.signal, off_here.signal) as signal,
        on_here.code,
        on_here.title,
        on_here.title_zh,
        on_here.family,
        on_here.grade,
        on_here.subject_type,
        on_here.null_model,
        off_here.missing_entity
    from on_here
    full outer join off_here on on_here.signal = off_here.signal

)

select * from final
