{#- The key of a level label without what forms add to it: a score (成本指标40-50分) and one trailing 指标, 目标, 情况, 类
    or 值 (产出类指标, 数量值, 服务对象满意度指标等). In: an expression of a label_key. Out: an expression of text. -#}
{% macro label_stem(key) -%}
    regexp_replace(
        regexp_replace({{ key }}, '[0-9]+([-~][0-9]+)?分?$', ''), '(指标等|类指标|指标|目标|情况|类|值)$', ''
    )
{%- endmacro %}

{#- Whether a label as filed spells a word of a seed, with or without the one word that forms add to it; points
    (（50分）数量指标) are no part of it.
    In: the word and the label. Out: an expression of boolean. -#}
{% macro spells_label(word, label) -%}
    {{ word }} in (
        {{ without_points(folded_text(label)) }},
        regexp_replace({{ without_points(folded_text(label)) }}, '(指标|目标|情况)$', '')
    )
{%- endmacro %}

{#- A label without the points that a form gives its section. In: folded text. Out: an expression of text. -#}
{% macro without_points(text) -%}
    regexp_replace({{ text }}, '\([0-9.]+分\)', '')
{%- endmacro %}
