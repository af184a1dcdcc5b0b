{#- Findings of all signals of this project in one relation, typed and empty where there is no signal. -#}
{% macro found_by_signals() %}
    {% set columns = truenorth.finding_columns() %}
    {% for signal in truenorth.signal_models() %}
    select
        {{ columns.keys() | join(',\n        ') }}
    from {{ ref(signal.package, signal.model) }}
    union all
    {% endfor %}
    {{ truenorth.no_rows(columns) }}
{% endmacro %}
