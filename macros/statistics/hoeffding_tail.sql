{#-
  Natural logarithm of a bound on the chance that at least `hits` of `trials` independent trials succeed, when
  `expected` of them should: Hoeffding's exp(-n KL(hits/n || expected/n)). It holds for few trials and for trials of
  unequal chances, where a normal or Poisson tail says too little or too much. 0 (a chance of 1) if not above `expected`.
-#}
{% macro log_hoeffding_tail(hits, trials, expected) -%}
    case
        when {{ expected }} <= 0 or {{ hits }} <= {{ expected }} then 0
        when {{ hits }} >= {{ trials }} then {{ trials }} * ln({{ expected }} / {{ trials }})
        else
            -1 * {{ hits }} * ln({{ hits }} / {{ expected }})
            - ({{ trials }} - {{ hits }}) * ln(({{ trials }} - {{ hits }}) / ({{ trials }} - {{ expected }}))
    end
{%- endmacro %}
