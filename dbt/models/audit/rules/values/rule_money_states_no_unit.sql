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
        {{ found_in_row('amount_no', without=['difference']) }},
        amount_filed as filed,
        '元 / 万元' as expected,
        format('“%s”的金额%s未注明单位', label, amount_filed) as message_zh,
        format('The amount of “%s”, %s, states no unit', label, amount_filed) as message_en
    from budget_lines
)

select * from found
