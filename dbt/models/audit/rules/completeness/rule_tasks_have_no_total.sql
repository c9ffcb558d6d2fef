-- A department's form lists its tasks with their budgets and no row adds them up, so that nobody can check them.
with tasks as (select * from {{ ref('tasks_compared') }}),

amounts as (select * from {{ ref('amounts_compared') }}),

totals as (
    select distinct statement_key from amounts
    where category_code in ('EX', 'EX.BAS', 'NA') or item_name ~ '合计|总计|总额'
),

listed as (
    select
        statement_key,
        array_agg(distinct row_no) as row_nos,
        count(distinct row_no) as tasks,
        sum(amount_yuan) as total,
        max(unit_filed) as unit_filed,
        min(line_from) as line_from,
        max(line_to) as line_to
    from tasks
    where statement_key not in (select totals.statement_key from totals)
    group by statement_key
    having count(distinct row_no) >= 2
),

worded as (
    select
        *,
        {{ money_words('total', 'unit_filed') }} as total_words
    from listed
),

found as (
    select
        {{ found_in_statement("'total'", rows='row_nos', without=['filed', 'difference']) }},
        total_words as expected,
        format('年度主要任务 %s 项没有合计行，各项之和为 %s', tasks, total_words) as message_zh,
        format('The %s tasks have no row of totals; they add up to %s', tasks, total_words) as message_en
    from worded
)

select * from found
