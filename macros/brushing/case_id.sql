{#-
  The case that an appeal is about: `expression` names the group, actor or target as text. The same text gives the
  same case in every run and on every engine. The text may be quoted SQL; without text there is no case.
-#}
{% macro case_id(signal, expression) -%}
    md5({{ dbt.concat(["'" ~ signal ~ ":'", 'cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ')']) }})
{%- endmacro %}
