-- A task is named by a heading of the form (年度主要任务) instead of a name of its own.
with tasks as (
    select * from {{ ref('tasks_compared') }}
    where {{ folded_text('item_name') }} ~ '^(年度)?(主要)?(任务|内容|工作)(名称|内容)?$|^(项目|任务)名称$'
),

found as (
    select
        {{ found_in_row('item_name', without=['expected', 'difference']) }},
        item_name as filed,
        format('任务名称填的是表头“%s”，未写明任务', item_name) as message_zh,
        format('The task is named “%s”, which is a heading of the form and no name of a task', item_name)
            as message_en
    from tasks
)

select * from found
