{#- Why an event may lack consent (`reason` of int_consent__gaps), each with its code: `truenorth explain <code>` says more. -#}
{% macro gap_reasons() %}
    {{ return({
        'missing': 'TN-K010',
        'expired': 'TN-K011',
        'withdrawn': 'TN-K012',
        'refused': 'TN-K013',
        'wrong_purpose': 'TN-K014',
        'wrong_notice_version': 'TN-K015',
        'minor_without_guardian': 'TN-K016',
        'no_explicit_consent': 'TN-K017',
    }) }}
{% endmacro %}
