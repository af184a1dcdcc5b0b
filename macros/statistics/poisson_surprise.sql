{#-
  How far a count of `hits` lies above the `expected` count, in standard deviations: the signed root of the Poisson
  deviance with half a hit of continuity. NULL without an expectation; never below 0.
-#}
{% macro poisson_surprise(hits, expected) -%}
    case
        when {{ expected }} > 0 then
            case
                when {{ hits }} - 0.5 <= {{ expected }} then 0
                else sqrt(2 * (
                    ({{ hits }} - 0.5) * ln(({{ hits }} - 0.5) / {{ expected }}) - ({{ hits }} - 0.5 - {{ expected }})
                ))
            end
    end
{%- endmacro %}
