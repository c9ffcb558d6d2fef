-- The words of a project's statement, such as its goal, add up its money (合计1000万元) to another sum than its total of funds.
-- Tolerance: a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where statement_kind in ('project', 'transfer') and side = 'expenditure'
),

totals as (
    select
        statement_key,
        max(amount_yuan) as total,
        max(row_no) as row_no
    from amounts
    where fund_source_code = 'FS' and is_total
    group by statement_key
    having count(*) = 1 and bool_and(is_sure)
),

told as (
    select * from amounts
    where fund_source_code = 'NS' and category_code = 'EX' and is_total and is_sure
),

compared as (
    select
        told.*,
        totals.total,
        totals.row_no as total_row_no,
        {{ money_words('told.amount_yuan', 'told.unit_filed') }} as told_words,
        {{ money_words('totals.total', 'told.unit_filed') }} as total_words,
        {{ money_words('abs(told.amount_yuan - totals.total)', 'told.unit_filed') }} as difference_words
    from told
    inner join totals on told.statement_key = totals.statement_key
    where abs(told.amount_yuan - totals.total) > told.unit_yuan * 0.01
),

found as (
    select
        {{ found_in_row('amount_no', rows='array[total_row_no, row_no]') }},
        told_words as filed,
        total_words as expected,
        amount_yuan - total as difference,
        format('文字中%s %s，项目资金总额 %s，差 %s', item_name, told_words, total_words, difference_words) as message_zh,
        'The words of the statement come to ' || told_words || ', its total of funds is ' || total_words
        || ', a difference of ' || difference_words as message_en
    from compared
)

select * from found
