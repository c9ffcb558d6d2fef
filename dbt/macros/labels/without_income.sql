{#- The key of a label of money without a word of income at its end: 财政拨款收入 -> 财政拨款. In: an expression of a
    label_key, name of the relation of such words. -#}
{% macro without_income(label_key, words) -%}
    regexp_replace(
        {{ label_key }}, (select '(' || string_agg(income.word, '|') || ')$' from {{ words }} as income), ''
    )
{%- endmacro %}
