{#- The columns of every sig_ model and their types, in order: what a finding is. -#}
{% macro finding_columns() %}
    {{ return({
        'signal': 'string',
        'subject_type': 'string',
        'subject_id': 'string',
        'case_id': 'string',
        'actor_id': 'string',
        'occurred_at': 'timestamp',
        'window_start': 'timestamp',
        'window_end': 'timestamp',
        'observed': 'double',
        'expected': 'double',
        'p_value': 'double',
        'partners': 'bigint',
        'purity': 'double',
        'exclusivity': 'double',
        'score': 'double',
    }) }}
{% endmacro %}
