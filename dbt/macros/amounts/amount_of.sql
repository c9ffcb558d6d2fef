{#- The amount of a cell of money: one figure with what may surround it, a currency, a unit, a note, 约 or 左右.
    Thousands part only in right groups; brackets, △ and ▲ are a minus. What is more than one figure is no amount.
    In: an expression of text as filed. Out: a select of amount, unit_in_amount (null where the cell names none),
    is_approximate (约39.90, 100余万元), is_parted (1 239.90: blanks for commas); one row. -#}
{% macro amount_of(text) -%}
{%- set figure = '[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]{1,20})?|[0-9]{1,3}(?: [0-9]{3})+(?:\\.[0-9]{1,20})?'
    ~ '|[0-9]{1,18}(?:\\.[0-9]{1,20})?' -%}
{%- set unit = '(?:人民币)?[百千]?[亿万]?(?:元|美元|欧元|日元|英镑|港元|港币|USD|EUR|HKD)?' -%}
{%- set more = '左右|上下|余|多|以上|以下|以内' -%}
{%- set minus = '[-△▲]' -%}
select
    coalesce(
        found.two_units[1]::numeric * 100000000 + found.two_units[2]::numeric * 10000,
        case when found.one[2] ~ '{{ minus }}' or found.in_brackets is not null then -1 else 1 end
        * translate(coalesce(found.one[3], found.in_brackets[1]), ', ', '')::numeric
    ) as amount,
    case
        when found.two_units is not null then '元'
        else nullif(concat(found.one[4], found.one[6], found.in_brackets[2]), '')
    end as unit_in_amount,
    found.one is not null and concat(found.one[1], found.one[5]) <> '' as is_approximate,
    found.one is not null and found.one[3] ~ '[0-9] [0-9]' as is_parted
from (
    select
        regexp_match(read.text, '^([0-9]+(?:\.[0-9]+)?)亿([0-9]+(?:\.[0-9]+)?)万元?$') as two_units,
        regexp_match(
            read.text,
            '^(大?约|将?近|不足|超过?)?([-+△▲]?)(?:人民币|RMB|CNY)?¥?({{ figure }})(?:\([0-9]{1,2}\))? ?({{ unit }})({{ more }})?({{ unit }})$'
        ) as one,
        -- (1) alone numbers something, (100.00) is a negative of accounts
        regexp_match(read.text, '^\(((?=.{3})(?:{{ figure }}))\)({{ unit }})$') as in_brackets
    from (
        select
            regexp_replace(
                regexp_replace(
                    trim(regexp_replace(
                        regexp_replace({{ folded_figures(text) }}, '<[^<>]{1,20}>|[“”"''‘’`★]', '', 'g'), '\s+', ' ', 'g'
                    )),
                    '(?<=.)(?:\s*(?:\([^()]*\)|\*+|※|注[0-9]*))+$', ''
                ),
                '(?<=[约近△▲¥-]) | (?=[^0-9])', '', 'g'
            ) as text
        limit 1
    ) as read
    limit 1
) as found
limit 1
{%- endmacro %}
