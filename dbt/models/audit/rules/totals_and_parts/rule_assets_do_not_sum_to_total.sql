-- A table of assets files their total and the kinds it is made of, and they differ. Kinds below a kind (其中) are left out by their
-- words. Tolerance: half a unit of the last digit of each, at least a hundredth of the unit.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where
        side = 'asset' and category_code = 'MM.AST' and confidence = 'exact'
        and item_name !~ '其中|办公用房|购置|数量|面积'
),

summed as (
    select
        statement_key,
        max(unit_filed) as unit_filed,
        max(row_no) filter (where is_total) as row_no,
        array_agg(distinct row_no) as row_nos,
        max(amount_yuan) filter (where is_total) as total,
        sum(amount_yuan) filter (where not is_total) as parts,
        {{ sum_tolerance() }} as tolerance,
        min(line_from) as line_from,
        max(line_to) as line_to
    from amounts
    group by statement_key
    having
        count(*) filter (where is_total) = 1
        and count(*) filter (where not is_total) >= 2
        and count(distinct unit_yuan) = 1
        and bool_and(is_sure)
),

compared as (
    select
        *,
        {{ money_words('total', 'unit_filed') }} as total_words,
        {{ money_words('parts', 'unit_filed') }} as parts_words,
        {{ money_words('abs(total - parts)', 'unit_filed') }} as difference_words
    from summed
    where abs(total - parts) > tolerance
),

found as (
    select
        {{ found_in_row("'total'", rows='row_nos') }},
        total_words as filed,
        parts_words as expected,
        total - parts as difference,
        format('资产总额 %s，各项之和 %s，差 %s', total_words, parts_words, difference_words) as message_zh,
        'Assets are ' || total_words || ', their kinds add up to ' || parts_words || ', a difference of '
        || difference_words as message_en
    from compared
)

select * from found
