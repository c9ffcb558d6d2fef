-- The operating funds of an organ of government (机关运行经费) are the running costs in its basic expenditure (公用经费). Both are told
-- once in a statement and differ. Tolerance: half a unit of the last digit of each, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where
        side = 'expenditure'
        and category_code in ('MM.RUN', 'EX.BAS.PUB')
        and fund_source_code in ('NS', 'FS', 'FS.FIS')
),

compared as (
    select
        statement_key,
        max(unit_filed) as unit_filed,
        max(row_no) filter (where category_code = 'MM.RUN') as row_no,
        array_agg(distinct row_no) as row_nos,
        max(amount_yuan) filter (where category_code = 'MM.RUN') as running,
        max(amount_yuan) filter (where category_code = 'EX.BAS.PUB') as offices,
        {{ sum_tolerance() }} as tolerance,
        min(line_from) filter (where category_code = 'MM.RUN') as line_from,
        max(line_to) filter (where category_code = 'MM.RUN') as line_to
    from amounts
    group by statement_key
    having
        count(distinct amount_yuan) filter (where category_code = 'MM.RUN') = 1
        and count(distinct amount_yuan) filter (where category_code = 'EX.BAS.PUB') = 1
        and bool_and(is_sure)
),

worded as (
    select
        *,
        {{ money_words('running', 'unit_filed') }} as running_words,
        {{ money_words('offices', 'unit_filed') }} as offices_words,
        {{ money_words('abs(running - offices)', 'unit_filed') }} as difference_words
    from compared
    -- a public institution has no operating funds of an organ, and says 0
    where running > 0 and abs(running - offices) > tolerance
),

found as (
    select
        {{ found_in_row("'running'", rows='row_nos') }},
        running_words as filed,
        offices_words as expected,
        running - offices as difference,
        format('机关运行经费 %s，公用经费 %s，差 %s', running_words, offices_words, difference_words) as message_zh,
        'Operating funds are ' || running_words || ', running costs of offices ' || offices_words
        || ', a difference of ' || difference_words as message_en
    from worded
)

select * from found
