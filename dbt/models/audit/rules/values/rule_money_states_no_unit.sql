-- Neither the cell nor the head of the statement says whether the figure is in yuan or in ten thousands.
with budget_lines as (
    select
        *,
        coalesce(nullif(item_name, ''), fund_source_filed, '资金') as label
    from {{ ref('amounts_compared') }}
    where unit_filed is null
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        amount_no::text as element,
        amount_filed as filed,
        '元 / 万元' as expected,
        null::numeric as difference,
        format('“%s”的金额%s未注明单位', label, amount_filed) as message_zh,
        format('The amount of “%s”, %s, states no unit', label, amount_filed) as message_en,
        line_from,
        line_to
    from budget_lines
)

select * from found
