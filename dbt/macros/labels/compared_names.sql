{#-
    Names by which two filings are compared. In: an expression of text as filed. Out: an expression of text.

    bare_name      指标2：投诉率（≤**%） is 投诉率
    without_year   2024年农村供水工程, 农村供水工程（2023年度） and 二〇二四年农村供水工程 are one project. In: folded text or a label_key.
-#}
{% macro bare_name(name) -%}
    regexp_replace(
        regexp_replace({{ folded_text(name) }}, '\([^()]*\)', '', 'g'),
        '^(指标|目标)?[0-9]+[:.、]|[★:]', '', 'g'
    )
{%- endmacro %}

{% macro without_year(text) -%}
    regexp_replace({{ text }}, '(20[0-4][0-9]|二[〇零○][〇零○一二三四五六七八九]{2})(年度?|(?![0-9]))', '', 'g')
{%- endmacro %}
