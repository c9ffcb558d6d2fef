{#- The unit of money in a head such as （单位：万元）; blank where there is none. -#}
{% macro money_unit_key(expression) -%}
    regexp_replace(coalesce({{ folded_text(expression) }}, ''), '金额|单位|货币|[:()（）]', '', 'g')
{%- endmacro %}
