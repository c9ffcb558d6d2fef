-- The columns of fund sources in a row do not add up to its total; parts that are no full breakdown may be smaller.
-- Tolerance: half a unit of the last filed digit for each addend, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where side <> 'change'
),

summed as (
    {{ fund_sums(['statement_key', 'row_no', 'item_name', 'side', 'stage']) }}
),

missed as (
    select
        *,
        {{ money_words('total', 'unit_filed') }} as total_words,
        {{ money_words('parts', 'unit_filed') }} as parts_words,
        {{ money_words('abs(total - parts)', 'unit_filed') }} as difference_words
    from summed
    where abs(total - parts) > tolerance and (is_breakdown or parts > total)
),

found as (
    select
        {{ found_in_row("concat_ws('|', item_name, side, stage)", rows='row_nos') }},
        total_words as filed,
        parts_words as expected,
        total - parts as difference,
        format(
            '“%s”%s总额 %s，各资金来源之和 %s，差 %s',
            item_name,
            '（' || nullif(stage, '') || '）',
            total_words,
            parts_words,
            difference_words
        ) as message_zh,
        format(
            'The total of “%s”%s is %s, its fund sources add up to %s, a difference of %s',
            item_name, '（' || nullif(stage, '') || '）', total_words, parts_words, difference_words
        ) as message_en
    from missed
)

select * from found
