{#-
  What is left of a Chinese or English comment when everything is taken away by which copies are made to look
  different: width, case, letters of other alphabets that look Latin, emoji, zero-width and control characters,
  punctuation, spacing, accents that stand alone, repeated characters; every number becomes one 0. Only letters and
  numbers are left, so the form is for comparing, not for reading. Applied twice it changes nothing more.
-#}
{% macro normal_form(expression) -%}
    {%- set folded = truenorth.folded_letters(expression) -%}
    {%- set spelled = truenorth.replaced(folded, '[^\\p{L}\\p{N}]', '') -%}
    {%- set numbered = truenorth.replaced(spelled, '[\\p{N}' ~ truenorth.chinese_numerals() ~ ']+', '0') -%}
    {{ truenorth.runs_collapsed(numbered) }}
{%- endmacro %}

{#- 三天见效 and 7天见效 are one template; 一定 becomes 0定 on both sides of a comparison and does no harm. -#}
{% macro chinese_numerals() -%}
    零〇一二两三四五六七八九十百千万亿
{%- endmacro %}
