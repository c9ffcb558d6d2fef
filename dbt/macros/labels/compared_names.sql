{#-
    Names without what forms add to them, and as two filings are compared by them.
    In: an expression of text as filed. Out: an expression of text.

    without_ordinal  指标1：培训人数, 2、培训人数 and （3）培训人数 are 培训人数; 65岁以上老人体检率 begins with a number of its own
    bare_name        指标2：投诉率（≤**%） is 投诉率
    without_year     2024年农村供水工程, 农村供水工程（2023年度） and 二〇二四年农村供水工程 are one project. In: folded text or a label_key.
-#}
{% macro without_ordinal(name) -%}
    regexp_replace(
        {{ name }},
        '^\s*(?:(?:指标|目标)\s*[0-9]{1,2}\s*[:：、.．]|[0-9]{1,2}\s*[、.．](?![0-9])|[（(][0-9]{1,2}[)）]|[①-⑳]'
        || '|[一二三四五六七八九十]{1,2}、)\s*(?=\S)',
        ''
    )
{%- endmacro %}

{% macro bare_name(name) -%}
    regexp_replace(
        regexp_replace({{ folded_text(name) }}, '\([^()]*\)', '', 'g'),
        '^(指标|目标)?[0-9]+[:.、]|[★:]', '', 'g'
    )
{%- endmacro %}

{% macro without_year(text) -%}
    regexp_replace({{ text }}, '(20[0-4][0-9]|二[〇零○][〇零○一二三四五六七八九]{2})(年度?|(?![0-9]))', '', 'g')
{%- endmacro %}
