{#-
  The i-th MinHash value of a group of shingles, out of their hashes (0 to 2^32 - 1): two texts have it in common as
  often as they have shingles in common. The i-th hash function is (a * hash + b) mod p with p = 2^31 - 1 and a, b from
  Lehmer's generator, so that every engine and every run has the same; the product stays below 2^63.
-#}
{% macro minhash(hash, i) -%}
    {%- set prime = 2147483647 -%}
    {%- set state = namespace(a=1, b=1) -%}
    {%- for _ in range(i) -%}
        {%- set state.a = state.b * 48271 % prime -%}
        {%- set state.b = state.a * 48271 % prime -%}
    {%- endfor -%}
    min(({{ state.a }} * {{ hash }} + {{ state.b }}) % {{ prime }})
{%- endmacro %}

{#- One whole number for the MinHash values of a band; texts that agree in all of them agree in it. -#}
{% macro band_key(values) -%}
    {%- set key = namespace(text=values[0]) -%}
    {%- for value in values[1:] -%}
        {%- set key.text = '((' ~ key.text ~ ' * 1000003 + ' ~ value ~ ') % 2147483647)' -%}
    {%- endfor -%}
    {{ key.text }}
{%- endmacro %}

{#- The columns value_1 to value_<count> over a group of shingles. -#}
{% macro minhash_values(hash, count) -%}
    {%- for i in range(1, count + 1) %}
        {{ truenorth.minhash(hash, i) }} as value_{{ i }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#- The columns key_0 to key_<bands - 1> of a row with such values. -#}
{% macro band_keys(bands, rows) -%}
    {%- for band in range(bands) %}
        {%- set values = [] %}
        {%- for i in range(band * rows + 1, band * rows + rows + 1) %}{% do values.append('value_' ~ i) %}{% endfor %}
        {{ truenorth.band_key(values) }} as key_{{ band }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#- In how many of `count` values two signatures agree. -#}
{% macro values_alike(one, other, count) -%}
    {%- for i in range(1, count + 1) %}
        case when {{ one }}.value_{{ i }} = {{ other }}.value_{{ i }} then 1 else 0 end{{ ' +' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
