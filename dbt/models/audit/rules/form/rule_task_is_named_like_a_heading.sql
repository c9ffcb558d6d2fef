-- A task is named by a heading of the form (年度主要任务) instead of a name of its own.
with tasks as (
    select * from {{ ref('tasks_compared') }}
    where {{ folded_text('item_name') }} ~ '^(年度)?(主要)?(任务|内容|工作)(名称|内容)?$|^(项目|任务)名称$'
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        item_name as element,
        item_name as filed,
        null::text as expected,
        null::numeric as difference,
        format('任务名称填的是表头“%s”，未写明任务', item_name) as message_zh,
        format('The task is named “%s”, which is a heading of the form and no name of a task', item_name)
            as message_en,
        line_from,
        line_to
    from tasks
)

select * from found
