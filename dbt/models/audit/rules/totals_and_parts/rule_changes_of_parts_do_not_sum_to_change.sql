-- The change of a total against the year before is not the sum of the changes of its parts, where all of them are told.
-- Tolerance: half a unit of the last filed digit for each addend, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where side = 'change' and (category_code like 'EX%' or category_code like 'MM.3G%')
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
            '“%s”较上年变动 %s，各分项变动之和 %s，差 %s', item_name, total_words, parts_words, difference_words
        ) as message_zh,
        format(
            '“%s” changed by %s, its parts by %s in all, a difference of %s',
            item_name, total_words, parts_words, difference_words
        ) as message_en
    from missed
)

select * from found
