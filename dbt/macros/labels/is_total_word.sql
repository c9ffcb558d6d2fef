{#- Whether the key of a label says that its amount is the sum of others: 合计, 总额, 总计, 小计. -#}
{% macro is_total_word(expression) -%}
    coalesce({{ expression }} ~ '(合计|总额|总计|小计|共计)$', false)
{%- endmacro %}
