-- A rate in percent stands in a row with what was budgeted and what was spent, and is the quotient of neither budget, that of
-- the start of the year or the adjusted one. Tolerance: one unit of its last digit, for many cut off instead of rounding.
with attributes as (select * from {{ ref('attributes_compared') }}),

amounts as (
    select
        *,
        side = 'executed' or (side = 'prior_year' and stage ~ '实际|执行|决算') as is_executed,
        side in ('budgeted', 'adjusted') or (side = 'prior_year' and stage ~ '批|调整|预算') as is_budgeted
    from {{ ref('amounts_compared') }}
),

rates as (
    select
        document_id,
        row_no,
        min(attribute_value) as filed,
        min(substring({{ folded_text('attribute_value') }} from '^([0-9]+(?:\.[0-9]+)?)%$')::numeric) as rate
    from attributes
    where label_key ~ '执行率'
    group by
        document_id,
        row_no
    having count(*) = 1
),

recomputed as (
    select
        budgeted.statement_key,
        rates.row_no,
        rates.filed,
        rates.rate,
        bool_and(budgeted.is_sure and executed.is_sure) as is_sure,
        min(abs(rates.rate - 100 * executed.amount_yuan / nullif(budgeted.amount_yuan, 0))) as missed_by,
        trim_scale(max(round(100 * executed.amount_yuan / nullif(budgeted.amount_yuan, 0), 2))) as expected,
        max(executed.amount_filed) as executed_filed,
        max(budgeted.amount_filed) as budgeted_filed,
        min(budgeted.line_from) as line_from,
        max(budgeted.line_to) as line_to
    from rates
    inner join amounts as executed using (document_id, row_no)
    inner join amounts as budgeted using (document_id, row_no, fund_source_code)
    where executed.is_executed and budgeted.is_budgeted and not budgeted.is_executed
    group by
        budgeted.statement_key,
        rates.row_no,
        rates.filed,
        rates.rate
),

found as (
    select
        {{ found_in_row("'rate'") }},
        filed,
        expected || '%' as expected,
        rate - expected as difference,
        format('执行率填报 %s，按执行数 %s、预算数 %s 计算为 %s%%，', filed, executed_filed, budgeted_filed, expected)
        || format('差 %s 个百分点', abs(rate - expected)) as message_zh,
        format('The execution rate is filed as %s; %s spent of %s ', filed, executed_filed, budgeted_filed)
        || format('make %s %%, a difference of %s points', expected, abs(rate - expected)) as message_en
    from recomputed
    where is_sure and missed_by > power(10::numeric, -scale(rate))
)

select * from found
