-- A department's form covers its subordinate units, so no figure of it is less than the sum of theirs in the same filing. Asked
-- only where its expenditure does cover theirs. Tolerance: half a unit of the last filed digit of each.
with sums as (select * from {{ ref('units_summed') }}),

covering as (
    select statement_key from sums
    where side = 'expenditure' and category_code = 'EX' and is_total and amount_yuan + tolerance >= parts
),

compared as (
    select
        *,
        {{ money_words('amount_yuan', 'unit_filed') }} as whole_words,
        {{ money_words('parts', 'unit_filed') }} as parts_words,
        {{ money_words('parts - amount_yuan', 'unit_filed') }} as difference_words
    from sums
    where amount_yuan + tolerance < parts and statement_key in (select covering.statement_key from covering)
),

found as (
    select
        {{ found_in_row('amount_no', rows='row_nos || row_no') }},
        whole_words as filed,
        '>= ' || parts_words as expected,
        amount_yuan - parts as difference,
        format('“%s” %s，少于所属 %s 个单位之和 %s，差 %s', item_name, whole_words, units, parts_words, difference_words)
            as message_zh,
        '“' || item_name || '” is ' || whole_words || ', less than the ' || parts_words || ' of its ' || units
        || ' units, a difference of ' || difference_words as message_en
    from compared
)

select * from found
