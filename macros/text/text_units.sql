{#-
  How much a normal form says: an ideograph counts two, any other letter one. A Chinese word has about two characters
  where an English one has four or five.
-#}
{% macro text_units(form) -%}
    length({{ form }}) + length({{ truenorth.replaced(form, '[^㐀-䶿一-鿿]', '') }})
{%- endmacro %}

{#- Letters of a shingle: fewer where most of the form is ideographs. -#}
{% macro shingle_length(form) -%}
    case
        when {{ truenorth.text_units(form) }} >= 1.5 * length({{ form }})
            then {{ truenorth.threshold('shingle_of_ideographs', 'copied_comments') }}
        else {{ truenorth.threshold('shingle_of_letters', 'copied_comments') }}
    end
{%- endmacro %}
