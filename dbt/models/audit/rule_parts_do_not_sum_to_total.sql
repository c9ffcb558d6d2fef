-- The columns of fund sources in a row do not add up to its total; parts that are no full breakdown may be smaller.
with breakdowns as (
    select * from {{ ref('int_fund_breakdowns') }}
    where abs(total - parts) > tolerance and (is_breakdown or parts > total)
),

statements as (
    select * from {{ ref('dim_statement') }}
),

found as (
    select
        'parts_do_not_sum_to_total' as rule_code,
        'error' as severity,
        statements.statement_key,
        breakdowns.row_no,
        concat_ws('|', breakdowns.item_name, breakdowns.side, breakdowns.stage_filed) as element,
        breakdowns.total::text as filed,
        breakdowns.parts::text as expected,
        (breakdowns.total - breakdowns.parts) * breakdowns.factor_to_yuan as difference,
        format(
            '“%s”总额为%s%s，各资金来源之和为%s',
            breakdowns.item_name, breakdowns.total, breakdowns.unit_filed, breakdowns.parts
        ) as message_zh,
        format(
            'The total of “%s” is %s %s, its fund sources add up to %s',
            breakdowns.item_name, breakdowns.total, breakdowns.unit_filed, breakdowns.parts
        ) as message_en,
        breakdowns.line_from,
        breakdowns.line_to
    from breakdowns
    inner join statements using (document_id, statement_no)
)

select * from found
