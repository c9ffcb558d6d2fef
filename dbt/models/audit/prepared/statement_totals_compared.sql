-- What a statement is about in money: a project's total of funds, a department's total of expenditure, where it is stated once.
{{ config(materialized='view', schema='intermediate') }}

with amounts as (
    select * from {{ ref('amounts_compared') }}
    where
        side in ('expenditure', 'budgeted')
        and is_total
        and (
            (statement_kind in ('project', 'transfer') and fund_source_code = 'FS')
            or (
                statement_kind = 'department_overall'
                and category_code = 'EX'
                and fund_source_code in ('FS', 'NS')
            )
        )
),

totals as (
    select
        statement_key,
        min(row_no) as total_row_no,
        max(amount_yuan) as total,
        max(unit_filed) as money_unit,
        {{ money_words('max(amount_yuan)', 'max(unit_filed)') }} as total_words
    from amounts
    group by statement_key
    having count(distinct amount_yuan) = 1 and bool_and(is_sure) and max(amount_yuan) > 0
)

select * from totals
