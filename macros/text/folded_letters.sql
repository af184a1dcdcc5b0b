{#-
  Lower case, half width, and Latin for the Cyrillic and Greek letters that are drawn alike. Only letters and digits:
  the normal form drops all else anyway. Width goes first, the full-width capitals are then lowered with the others.
-#}
{% macro folded_letters(expression) -%}
    {%- set wide = '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ' -%}
    {%- set narrow = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' -%}
    {%- set foreign = 'аеорсухіјѕһԁԛԝвкмнтαορνικτυχς' -%}
    {%- set latin = 'aeopcyxijshdqwbkmhtaopviktuxσ' -%}
    translate(lower(translate({{ expression }}, '{{ wide }}', '{{ narrow }}')), '{{ foreign }}', '{{ latin }}')
{%- endmacro %}
