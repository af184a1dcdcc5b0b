{#-
  How far a count of `hits` in `trials` lies above the `chance` of each, in standard deviations: the signed root of the
  binomial deviance with half a hit of continuity, whose normal tail stays true far out and for small counts. NULL
  without trials or with a chance of 0 or 1; never below 0, for too few hits are no surprise here.
-#}
{% macro binomial_surprise(hits, trials, chance) -%}
    {%- set share = '((' ~ hits ~ ' - 0.5) / ' ~ trials ~ ')' -%}
    case
        when {{ trials }} > 0 and {{ chance }} > 0 and {{ chance }} < 1 then
            case
                when {{ hits }} - 0.5 <= {{ trials }} * {{ chance }} then 0
                else sqrt(2 * {{ trials }} * (
                    {{ share }} * ln({{ share }} / {{ chance }})
                    + (1 - {{ share }}) * ln((1 - {{ share }}) / (1 - {{ chance }}))
                ))
            end
    end
{%- endmacro %}
