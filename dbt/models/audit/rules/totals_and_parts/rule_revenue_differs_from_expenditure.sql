-- A statement files a total of all revenue and one of all expenditure, each once, and they differ.
-- Tolerance: half a unit of the last filed digit of either, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where
        (side = 'revenue' and fund_source_code = 'FS' and is_total)
        or (side = 'expenditure' and category_code = 'EX' and fund_source_code in ('FS', 'NS') and is_total)
),

compared as (
    select
        statement_key,
        max(unit_filed) as unit_filed,
        max(row_no) filter (where side = 'expenditure') as row_no,
        array_agg(distinct row_no) as row_nos,
        max(amount_yuan) filter (where side = 'revenue') as revenue,
        max(amount_yuan) filter (where side = 'expenditure') as expenditure,
        {{ sum_tolerance() }} as tolerance,
        min(line_from) as line_from,
        max(line_to) as line_to
    from amounts
    where statement_kind in ('department_overall', 'narrative')
    group by statement_key
    having
        count(distinct amount_yuan) filter (where side = 'revenue') = 1
        and count(distinct amount_yuan) filter (where side = 'expenditure') = 1
        and count(distinct unit_yuan) = 1
        and bool_and(is_sure)
),

worded as (
    select
        *,
        {{ money_words('revenue', 'unit_filed') }} as revenue_words,
        {{ money_words('expenditure', 'unit_filed') }} as expenditure_words,
        {{ money_words('abs(expenditure - revenue)', 'unit_filed') }} as difference_words
    from compared
    where abs(expenditure - revenue) > tolerance
),

found as (
    select
        {{ found_in_row("'expenditure'", rows='row_nos') }},
        expenditure_words as filed,
        revenue_words as expected,
        expenditure - revenue as difference,
        format('支出合计 %s，收入合计 %s，差 %s', expenditure_words, revenue_words, difference_words) as message_zh,
        'Total expenditure is ' || expenditure_words || ', total revenue ' || revenue_words
        || ', a difference of ' || difference_words as message_en
    from worded
)

select * from found
