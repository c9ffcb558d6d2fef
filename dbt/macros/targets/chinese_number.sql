{#- Chinese numerals up to the thousands as numeric: 二百 -> 200, 两 -> 2, 十五 -> 15, 一千零八 -> 1008.
    In: text of numerals only (零〇一二两三四五六七八九十百千). Out: an expression of numeric. -#}
{% macro chinese_number(text) -%}
    {%- set digits = "translate(" ~ text ~ ", '两〇', '二零')" -%}
    (
        {%- for unit, size in [('千', 1000), ('百', 100), ('十', 10)] %}
        case
            when strpos({{ digits }}, '{{ unit }}') > 0
                then greatest(strpos('一二三四五六七八九', substring({{ digits }} from '([一二三四五六七八九]){{ unit }}')), 1)
            else 0
        end * {{ size }} +
        {%- endfor %}
        coalesce(strpos('一二三四五六七八九', substring({{ digits }} from '([一二三四五六七八九])$')), 0)
    )::numeric
{%- endmacro %}
