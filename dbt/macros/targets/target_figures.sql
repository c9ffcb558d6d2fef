{#- The figures of a target: one number, a range, a pair (1:1.2) or ± a number; and the rest, which should be
    its unit.
    In: normalised text without operator. Out: columns figure_kind (number, range, pair or null), number,
    lower_number, upper_number, first_number and second_number of a pair, rest, unit_of_lower, is_spelt
    (Chinese numerals), is_more (余 or 多: above the figure). -#}
{% macro target_figures(text) -%}
{%- set n = '([0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)' -%}
{%- set signs = '[<>=≥≤≧≦⩾⩽]+' -%}
select
    case
        when match.ends is not null or match.around is not null then 'range'
        when match.pair is not null then 'pair'
        when match.one is not null or match.spelt is not null then 'number'
    end as figure_kind,
    coalesce(match.one[1]::numeric, {{ chinese_number('match.spelt[1]') }}) as number,
    coalesce(
        -match.around[1]::numeric, least(match.ends[1]::numeric, match.ends[3]::numeric)
    ) as lower_number,
    coalesce(
        match.around[1]::numeric, greatest(match.ends[1]::numeric, match.ends[3]::numeric)
    ) as upper_number,
    match.pair[1]::numeric as first_number,
    match.pair[2]::numeric as second_number,
    case
        when match.pair is null
            then regexp_replace(
                coalesce(match.ends[4], match.around[2], match.one[2], match.spelt[2]),
                '^([十百千万亿]?)[余多]', '\1'
            )
    end as rest,
    nullif(match.ends[2], '') as unit_of_lower,
    match.ends is null and match.one is null and match.spelt is not null as is_spelt,
    coalesce(match.one[2], match.spelt[2]) ~ '^[十百千万亿]?[余多]' as is_more
from (
    select
        coalesce(
            regexp_match({{ text }}, '^{{ n }}([^0-9~至到-]{0,8})(?:-|~|至|到){{ n }}([^0-9]*)$'),
            regexp_match(
                {{ text }}, '^{{ n }}([^0-9<>=≥≤≧≦⩾⩽x]{0,8}){{ signs }}x?(?:{{ signs }})?{{ n }}(.*)$', 'i'
            )
        ) as ends,
        regexp_match({{ text }}, '^±{{ n }}(.*)$') as around,
        regexp_match({{ text }}, '^{{ n }}[:∶比]{{ n }}(?<![:∶比][0.]+)$') as pair,
        regexp_match({{ text }}, '^([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))(.*)$') as one,
        regexp_match({{ text }}, '^([零〇一二两三四五六七八九十百千]+)(.+)$') as spelt
    limit 1
) as match
limit 1
{%- endmacro %}
