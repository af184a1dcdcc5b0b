{#- A part is never more than its whole. -#}
{% test never_above(model, smaller, larger) %}

select {{ smaller }}, {{ larger }}
from {{ model }}
where {{ smaller }} > {{ larger }}

{% endtest %}
