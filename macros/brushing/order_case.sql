{#-
  The case of a window over the orders of one trait (a seller, an address, a device ...), and of one seller among them:
  `alias` names the relation with trait, trait_id, half_days and first_slot.
-#}
{% macro order_case(alias, seller=none) -%}
    {%- set parts = [] -%}
    {%- for column in ['trait', 'trait_id', 'half_days', 'first_slot'] -%}
        {%- do parts.append('cast(' ~ alias ~ '.' ~ column ~ ' as ' ~ dbt.type_string() ~ ')') -%}
        {%- do parts.append("' '") -%}
    {%- endfor -%}
    {%- do parts.append(seller or "''") -%}
    {{ truenorth.case_id('brushed_orders', dbt.concat(parts)) }}
{%- endmacro %}
