{#- What stands before the figure: an operator in signs or words, and words that lead up to it (较上年提高, 确保,
    覆盖率).
    In: normalised text; CTE operator_notations. Out: columns body (what is left), operator, operator_source,
    is_sign (signs, not words), is_growth (the figure is a change against the year before). -#}
{% macro leading_operator(text) -%}
{%- set growth = '^(同比|环比|年均|(较|比|与)(上一?年度?|去年|前一?年)(同期)?(相比)?)?'
    ~ '(增长|增幅|提高|提升|增加|上升|递增|下降|降低|减少|降幅|压减)(率|幅度)?(达到|达|为|在)?' -%}
{%- set lead = '^(确保|保证|保持在?|维持在?|预计|完成|实现|力争|争取|计划|新增|[一-龥]{1,5}[率度](?=[0-9≥≤<>=]))'
    ~ '(?=.*[0-9一二两三四五六七八九十百])' -%}
select
    substr(led.text, coalesce(length(found.notation), 0) + 1) as body,
    found.operator,
    found.operator_source,
    found.notation !~ '[一-龥]' as is_sign,
    led.is_growth
from (
    select
        growing.is_growth,
        regexp_replace(
            turned.text, case when growing.is_growth then '{{ growth }}' else '{{ lead }}' end, ''
        ) as text
    from (select {{ figures_first(text) }} as text limit 1) as turned
    cross join lateral (
        select coalesce(turned.text ~ '{{ growth }}[^0-9]{0,6}[0-9]', false) as is_growth
        limit 1
    ) as growing
    limit 1
) as led
left join lateral (
    select notations.*
    from operator_notations as notations
    where notations.position = 'prefix' and starts_with(led.text, notations.notation)
    order by length(notations.notation) desc
    limit 1
) as found on true
limit 1
{%- endmacro %}

{#- Frequencies and spelt-out ratios turned round, so that the figure comes first: 每月1次 -> 1次/月, 一年一次 -> 一次/年,
    每人每月500元 -> 500元每人每月, 半年 -> 0.5年, 百分之九十五 -> 九十五%. In: normalised text. Out: an expression of text. -#}
{% macro figures_first(text) -%}
    {%- set period = '(半年|年|季度|季|月|周|天|日|学期|学年)' -%}
    {%- set counted = '(?:人|名|位|户|家|亩|生|学生|株|头|只|床|班|村|公里|平方米|次|场|期|年|季度|季|月|周|天|日|学期|个)' -%}
    {%- set numeral = '([0-9.]+|[零一二两三四五六七八九十百]+)' -%}
    {%- set rewrites = [
        ('^(?:每|一|1)个?' ~ period ~ '度?(.*[0-9一二两三四五六七八九十](?:次|场|期|批|轮))(以上|以内)?$', '\\2/\\1\\3'),
        ('^((?:每' ~ counted ~ ')+)(.*[0-9].*[^上内右])(以上|以内|左右)?$', '\\2\\1\\3'),
        ('(?<![上下每/一二两三四五六七八九十0-9个年])半(年|个月|天|小时)', '0.5\\1'),
        ('百分之' ~ numeral, '\\1%'),
        ('千分之' ~ numeral, '\\1‰'),
        ('万分之' ~ numeral, '\\1‱'),
    ] -%}
    {%- set ns = namespace(sql=text) -%}
    {%- for pattern, replacement in rewrites -%}
        {%- set ns.sql = "regexp_replace(" ~ ns.sql ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "')" -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}
