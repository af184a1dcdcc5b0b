{#-
  The part of a token in which an actor meets others: a token of more actors than `part_size` is cut by the first bits
  of the actors' place in hash order (actor_key runs from 1 to `actors`). Parts nest: two actors who share a part of a
  token share one in every smaller token, so what is known of a pair stays whole while pairs stay few.
-#}
{% macro part_of_token(actor_key, actors, size, part_size) -%}
    case
        when {{ size }} <= {{ part_size }} then 0
        else cast(floor(
            {{ actor_key }} * power(2, ceil(ln({{ size }} / {{ part_size }}.0) / ln(2))) / ({{ actors }} + 1.0)
        ) as bigint)
    end
{%- endmacro %}
