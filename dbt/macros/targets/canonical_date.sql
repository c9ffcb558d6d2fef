{#- Dates in figures turned into dates with 年 月 日, so that one pattern reads them all: 2023.07-2024.01 ->
    2023年07月-2024年01月, 202001-202012, 2022/12/31, 2022年1-12月, 2023-2025年, and a year beside a unit cell 全年. A
    lone 2022.12 stays a number.
    In: normalised text without operator, normalised unit cell. Out: an expression of text. -#}
{% macro canonical_date(text, unit) -%}
    {%- set year, month, to = '((?:19|20)[0-9]{2})', '(1[0-2]|0?[1-9])', '(?:-|~|至|到)' -%}
    {%- set rewrites = [
        ('^' ~ year ~ '(0[1-9]|1[0-2])' ~ to ~ year ~ '(0[1-9]|1[0-2])$', '\\1年\\2月-\\3年\\4月'),
        (year ~ '[./-]([0-9]{1,2})[./-]([0-9]{1,2})(?![0-9])', '\\1年\\2月\\3日'),
        (year ~ '[/-]' ~ month ~ '(?=$|[-~至到前底末])', '\\1年\\2月'),
        (year ~ '\\.' ~ month ~ '(?=[-~至到](19|20)?[0-9])', '\\1年\\2月'),
        ('(?<=月[-~至到])' ~ year ~ '\\.' ~ month ~ '(?![0-9])', '\\1年\\2月'),
        ('(年|^)' ~ month ~ to ~ month ~ '月', '\\1\\2月-\\3月'),
        ('^' ~ year ~ to ~ year ~ '(学年|年)', '\\1年-\\2年'),
        ('^' ~ month ~ '\\.([0-3]?[0-9])(?=之?前)', '\\1月\\2日'),
    ] -%}
    {#- years stand alone beside a unit cell 年 or 全年, and in 2021-2023 without any unit -#}
    {%- set ns = namespace(
        sql=text ~ " || case when (" ~ unit ~ " ~ '^全?年度?$' and " ~ text ~ " ~ '^(19|20)[0-9]{2}$') or ("
        ~ unit ~ " is null and " ~ text ~ " ~ '^20[0-4][0-9]" ~ to ~ "20[0-4][0-9]$') then '年' else '' end"
    ) -%}
    {%- for pattern, replacement in rewrites -%}
        {%- set ns.sql = "regexp_replace(" ~ ns.sql ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', 'g')" -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}
