{#- The patterns of target_dates. In: normalised text, normalised unit cell. Out: columns text, and as text
    arrays span {year, month, day} twice, whole_year {year}, single {year, month, day, tail}, spoken {year,
    quarter, half, 年底, tail}; all null where nothing tells a date from a number. -#}
{% macro date_matches(text, unit) -%}
{%- set year = '((?:19|20)[0-9]{2})' -%}
{%- set token = '(?:' ~ year ~ '年度?)?(?:(1[0-9]|0?[0-9])月份?)?(?:([0-9]{1,2})[日号])?' -%}
{%- set tail = '((?:年?底|年?末|初|[上中下]旬)?(?:之?前|以前|内|止)?(?:[0-9]{1,2}[时点])?'
    ~ '(?!以上|以内|左右|龄|期)[^0-9,;、]{0,8})' -%}
{%- set spoken = '^' ~ year ~ '?年?(?:第?([一二三四1-4])季度|([上下])半年|(年[底末内终]|年度内))'
    ~ '((?:之?前|以前|内)?[^0-9,;、]{0,8})$' -%}
{#- a month without a year is a date only beside such words: 3月龄 is none -#}
{%- set month_tail = '^($|份|底|末|初|[上中下]旬|之?前|以前|内|止|到位|完成|拨付|支付|发放|下达|开展|结束|验收|实施)' -%}
select
    parts.text,
    parts.whole_year,
    parts.spoken,
    case
        when coalesce(parts.span[1], parts.span[2]) is not null
            and coalesce(parts.span[4], parts.span[5]) is not null then parts.span
    end as span,
    case
        when parts.single[2] is not null and coalesce(parts.single[1], parts.single[3]) is not null
            then parts.single
        when parts.single[2]::integer between 1 and 12 and parts.single[4] ~ '{{ month_tail }}'
            then parts.single
        when parts.single[1] is not null and parts.single[4] ~ '^(年?[底末]|之?前|以前|内)' then parts.single
    end as single
from (
    select
        canonical.text,
        regexp_match(canonical.text, '^{{ token }}起?(?:-|~|至|到){{ token }}(?:期间|止|底|末|内)?$') as span,
        regexp_match(canonical.text, '^(?:{{ year }}年度?(?:全年度?)?|全年度?|当年|本年度?|年度)$') as whole_year,
        regexp_match(canonical.text, '^{{ token }}{{ tail }}$') as single,
        regexp_match(canonical.text, '{{ spoken }}') as spoken
    from (select {{ canonical_date(text, unit) }} as text limit 1) as canonical
    limit 1
) as parts
limit 1
{%- endmacro %}
