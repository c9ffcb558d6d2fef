-- What a project is to pay a month comes, times twelve, to more than its amount. Payments per head are another rule's. Tolerance:
-- half a unit of the last digit times twelve.
with totals as (select * from {{ ref('statement_totals_compared') }}),

targets as (
    select * from {{ ref('targets_compared') }}
    where
        statement_kind in ('project', 'transfer') and confidence <> 'doubtful' and value > 0
        and dimension = 'money' and level1_code in ('OUT', 'COST')
        and (denominators = '月' or (denominators is null and bare_name ~ '每月|月均|按月'))
),

summed as (
    select
        statement_key,
        max(row_no) as row_no,
        array_agg(row_no) as row_nos,
        sum(value_base) * 12 as yuan,
        sum(half_digit) * 12 as tolerance,
        string_agg('“' || indicator_name || '”' || target_words, '、' order by row_no) as words,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by statement_key
),

compared as (
    select
        summed.*,
        totals.total_row_no,
        totals.total,
        totals.total_words,
        {{ money_words('summed.yuan', 'totals.money_unit') }} as year_words,
        {{ money_words('summed.yuan - totals.total', 'totals.money_unit') }} as difference_words
    from summed
    inner join totals on summed.statement_key = totals.statement_key
    where summed.yuan > totals.total + summed.tolerance
),

found as (
    select
        {{ found_in_row("'year'", rows='row_nos || total_row_no') }},
        year_words as filed,
        '<= ' || total_words as expected,
        yuan - total as difference,
        format('%s，全年12个月合计 %s，超过项目资金 %s，差 %s', words, year_words, total_words, difference_words)
            as message_zh,
        words || ' make ' || year_words || ' in twelve months, more than the ' || total_words
        || ' of the project by ' || difference_words as message_en
    from compared
)

select * from found
