-- The caps of a task's costs, brought to the year, exceed its budget by more than 2 %; or, where every cost has found its task,
-- they are less than the budget where a cap is per head, less than 95 % of it otherwise, beyond half a unit of each
-- cap's last digit times heads and months.
with tasks as (select * from {{ ref('tasks_compared') }}),

sums as (select * from {{ ref('task_sums_compared') }}),

compared as (
    select
        sums.*,
        tasks.item_name,
        tasks.amount_yuan,
        coalesce(sums.line_from, tasks.line_from) as first_line,
        case when sums.line_from is null then tasks.line_to else sums.line_to end as last_line,
        {{ money_words('tasks.amount_yuan', 'tasks.unit_filed') }} as budget_words,
        {{ money_words('sums.year_yuan', 'tasks.unit_filed') }} as cost_words,
        {{ money_words('abs(sums.year_yuan - tasks.amount_yuan)', 'tasks.unit_filed') }} as difference_words
    from sums
    inner join tasks on sums.statement_key = tasks.statement_key and sums.task_row_no = tasks.row_no
    where
        sums.year_yuan > tasks.amount_yuan * 1.02
        or (
            sums.is_whole
            and sums.year_yuan + sums.tolerance
            < tasks.amount_yuan * case when sums.is_per_head then 1 else 0.95 end
        )
),

found as (
    select
        statement_key,
        row_no,
        array_remove(row_nos, null) as row_nos,
        task_row_no::text as element,
        cost_words as filed,
        budget_words as expected,
        year_yuan - amount_yuan as difference,
        words
        || '，全年 '
        || cost_words
        || '；任务“'
        || item_name
        || '”预算 '
        || budget_words
        || '，差 '
        || difference_words
            as message_zh,
        words || ' come to ' || cost_words || ' a year; the budget of the task “' || item_name || '” is '
        || budget_words || ', a difference of ' || difference_words as message_en,
        first_line as line_from,
        last_line as line_to
    from compared
)

select * from found
