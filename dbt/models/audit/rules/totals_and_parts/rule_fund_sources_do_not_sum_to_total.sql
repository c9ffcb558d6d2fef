-- The rows of fund sources of a statement do not add up to its total of funds; parts that are no full breakdown may be smaller.
-- Revenue is one sum whatever its items are called; in prose it is taken for whole where three sources are told.
-- Tolerance: half a unit of the last filed digit for each addend, at least a hundredth of the unit.
with amounts as (
    select
        *,
        case when side = 'revenue' then '收入合计' else item_name end as item
    from {{ ref('amounts_compared') }}
    where side <> 'change'
),

summed as (
    {{ fund_sums(['statement_key', 'block', 'item', 'side', 'stage']) }}
),

missed as (
    select
        *,
        {{ money_words('total', 'unit_filed') }} as total_words,
        {{ money_words('parts', 'unit_filed') }} as parts_words,
        {{ money_words('abs(total - parts)', 'unit_filed') }} as difference_words
    from summed
    where
        abs(total - parts) > tolerance
        and (is_breakdown or (side = 'revenue' and source_count > 2) or parts > total)
        and (row_count > 1 or (block > 0 and side = 'revenue' and source_count > 3))
),

found as (
    select
        {{ found_in_row("concat_ws('|', item, side, stage)", rows='row_nos') }},
        total_words as filed,
        parts_words as expected,
        total - parts as difference,
        format(
            '“%s”%s总额 %s，分项之和 %s，差 %s',
            item,
            '（' || nullif(stage, '') || '）',
            total_words,
            parts_words,
            difference_words
        ) as message_zh,
        format(
            'The total of “%s”%s is %s, its parts add up to %s, a difference of %s',
            item, '（' || nullif(stage, '') || '）', total_words, parts_words, difference_words
        ) as message_en
    from missed
)

select * from found
