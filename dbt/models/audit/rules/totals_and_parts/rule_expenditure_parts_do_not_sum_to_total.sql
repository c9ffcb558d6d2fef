-- A total of expenditure is not the sum of its categories, where a full breakdown is filed beside it.
-- Tolerance: half a unit of the last filed digit for each addend, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where side <> 'change' and (category_code like 'EX%' or category_code like 'MM.3G%')
),

missed as (
    {{ category_sums() }}
),

found as (
    select
        {{ found_in_row('amount_no', rows='row_nos') }},
        total_words as filed,
        parts_words as expected,
        total - parts as difference,
        format(
            '“%s” %s，分项之和 %s，差 %s', item_name, total_words, parts_words, difference_words
        ) as message_zh,
        format(
            '“%s” is %s, its parts add up to %s, a difference of %s',
            item_name, total_words, parts_words, difference_words
        ) as message_en
    from missed
)

select * from found
