{#- Dates, deadlines and periods; a day that does not exist gives kind date and no target_date.
    In: expression of the fiscal year, which completes 12月底 or 全年; aliases cells and opening of
    int_targets_parsed. Beside an operator 10月 is a number of months.
    Out: columns date_kind (date, period or null), target_date, period_starts_on, period_ends_on,
    word_operator (前, 底, 内: <=; 起: >=). -#}
{% macro target_dates(fiscal_year) -%}
select
    case
        when coalesce(cells.sign, opening.operator) is not null and found.text ~ '^[0-9]{1,2}月$' then null
        else found.date_kind
    end as date_kind,
    {{ valid_date('coalesce(found.year, ' ~ fiscal_year ~ ')', 'found.month', 'found.day') }} as target_date,
    {{ valid_date(
        'coalesce(found.first_year, ' ~ fiscal_year ~ ')', 'found.first_month', 'found.first_day'
    ) }} as period_starts_on,
    {{ valid_date(
        'coalesce(found.last_year, ' ~ fiscal_year ~ ')', 'found.last_month', 'found.last_day'
    ) }} as period_ends_on,
    case
        when found.tail ~ '^(起|开始)' then '>='
        when found.tail ~ '前|底|末|内|止' then '<='
    end as word_operator
from (
    select
        match.text,
        case
            when match.span is not null or match.whole_year is not null then 'period'
            when match.spoken is not null or match.single is not null then 'date'
        end as date_kind,
        coalesce(match.spoken[1], match.single[1])::integer as year,
        case
            when match.spoken is null then coalesce(match.single[2]::integer, 12)
            when match.spoken[2] is not null
                then 3 * greatest(strpos('一二三四', match.spoken[2]), strpos('1234', match.spoken[2]))
            when match.spoken[3] = '上' then 6
            else 12
        end as month,
        case
            when match.spoken is not null then null
            when match.single[3] is not null then match.single[3]::integer
            when match.single[4] ~ '^(起|开始)' then 1
            when match.single[4] ~ '^(初|上旬)' then 10
            when match.single[4] ~ '^中旬' then 20
        end as day,
        coalesce(match.spoken[4] || match.spoken[5], match.spoken[5], match.single[4]) as tail,
        coalesce(match.span[1], match.whole_year[1])::integer as first_year,
        coalesce(match.span[2]::integer, 1) as first_month,
        coalesce(match.span[3]::integer, 1) as first_day,
        coalesce(match.span[4], match.span[1], match.whole_year[1])::integer as last_year,
        coalesce(match.span[5]::integer, 12) as last_month,
        match.span[6]::integer as last_day
    from ({{ date_matches('opening.body', 'cells.unit_text') }}) as match
    limit 1
) as found
limit 1
{%- endmacro %}
