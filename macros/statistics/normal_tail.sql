{#-
  Chance that a standard normal value lies above `z`, correct to 1.2e-7 of itself however far out (Chebyshev fit of
  erfc, Numerical Recipes 6.2), so that tiny p-values keep their order. `z` is written out often: give a column.
-#}
{% macro normal_tail(z) -%}
    case
        when {{ z }} >= 0 then {{ truenorth.half_erfc(z) }}
        when {{ z }} < 0 then 1 - {{ truenorth.half_erfc(z) }}
    end
{%- endmacro %}

{% macro half_erfc(z) -%}
    {%- set x = 'abs(' ~ z ~ ') / 1.4142135623730951' -%}
    {%- set t = '(1 / (1 + 0.5 * ' ~ x ~ '))' -%}
    {%- set sum = namespace(text='0.17087277') -%}
    {%- for term in ['-0.82215223', '1.48851587', '-1.13520398', '0.27886807', '-0.18628806', '0.09678418',
        '0.37409196', '1.00002368', '-1.26551223'] -%}
        {%- set sum.text = '(' ~ term ~ ' + ' ~ t ~ ' * ' ~ sum.text ~ ')' -%}
    {%- endfor -%}
    0.5 * {{ t }} * exp({{ sum.text }} - 0.5 * {{ z }} * {{ z }})
{%- endmacro %}
