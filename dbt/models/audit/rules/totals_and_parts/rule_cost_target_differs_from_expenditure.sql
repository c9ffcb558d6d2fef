-- A department's cost target is named the budget, the expenditure or the revenue as a whole, and is not its total: own funds in a
-- form of all, or a unit in its department's. Tolerance: half a unit of the last digit.
with totals as (select * from {{ ref('statement_totals_compared') }}),

targets as (
    select * from {{ ref('targets_compared') }}
    where
        statement_kind = 'department_overall' and level1_code = 'COST' and dimension = 'money'
        and denominators is null and value > 0 and confidence <> 'doubtful'
        and bare_name ~ '^(年度|全年|本年|部门|单位|财政|一般公共)*(预算|支出|收入|总成本)+(经费|总额|合计|金额|控制)*数?$'
),

parts as (
    select
        statement_key,
        amount_yuan,
        min(item_name) as item_name
    from {{ ref('amounts_compared') }}
    where side in ('revenue', 'expenditure') and amount_yuan > 0
    group by
        statement_key,
        amount_yuan
),

compared as (
    select
        targets.*,
        totals.total,
        totals.total_row_no,
        totals.total_words,
        parts.item_name as part_name,
        {{ money_words('abs(targets.value_base - totals.total)', 'totals.money_unit') }} as difference_words
    from targets
    inner join totals on targets.statement_key = totals.statement_key
    left join parts on targets.statement_key = parts.statement_key and targets.value_base = parts.amount_yuan
    where abs(targets.value_base - totals.total) > targets.half_digit
),

found as (
    select
        {{ found_in_row('target_no', rows='array[total_row_no, row_no]') }},
        target_filed as filed,
        total_words as expected,
        value_base - total as difference,
        '成本指标“' || indicator_name || '”为 ' || target_words || '，支出合计为 ' || total_words || '，差 '
        || difference_words || coalesce('；只等于“' || part_name || '”', '') as message_zh,
        'The cost target “'
        || indicator_name
        || '” is '
        || target_words
        || ', total expenditure '
        || total_words
        || ', a difference of ' || difference_words
        || coalesce('; it equals “' || part_name || '” alone', '') as message_en
    from compared
)

select * from found
