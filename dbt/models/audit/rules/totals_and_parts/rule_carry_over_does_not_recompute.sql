-- A row files the adjusted budget of the year before, what was spent of it and what is carried over, and they disagree.
-- Tolerance: half a unit of the last filed digit for each of the three, at least a hundredth of the unit.
with amounts as (
    select
        *,
        case
            when stage ~ '结转|结余' then 'carried'
            when stage ~ '调整' then 'adjusted'
            when stage ~ '实际|执行|支出' then 'spent'
        end as part
    from {{ ref('amounts_compared') }}
    where side = 'prior_year'
),

compared as (
    select
        statement_key,
        row_no,
        max(unit_filed) as unit_filed,
        max(amount_yuan) filter (where part = 'carried') as carried,
        max(amount_yuan) filter (where part = 'adjusted') as adjusted,
        max(amount_yuan) filter (where part = 'spent') as spent,
        {{ sum_tolerance() }} as tolerance,
        min(line_from) as line_from,
        max(line_to) as line_to
    from amounts
    where part is not null
    group by
        statement_key,
        row_no
    having count(*) = 3 and count(distinct part) = 3 and bool_and(is_sure) and count(distinct unit_yuan) = 1
),

worded as (
    select
        *,
        {{ money_words('carried', 'unit_filed') }} as carried_words,
        {{ money_words('adjusted', 'unit_filed') }} as adjusted_words,
        {{ money_words('spent', 'unit_filed') }} as spent_words,
        {{ money_words('adjusted - spent', 'unit_filed') }} as expected_words
    from compared
    where abs(carried - (adjusted - spent)) > tolerance
),

found as (
    select
        {{ found_in_row("'carried'") }},
        carried_words as filed,
        expected_words as expected,
        carried - (adjusted - spent) as difference,
        format(
            '年末结转结余 %s，预算调整数 %s 减实际支出数 %s 应为 %s',
            carried_words, adjusted_words, spent_words, expected_words
        ) as message_zh,
        format(
            '%s are carried over; the adjusted budget of %s less %s spent leaves %s',
            carried_words, adjusted_words, spent_words, expected_words
        ) as message_en
    from worded
)

select * from found
