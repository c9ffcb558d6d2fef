-- Different projects of one document state the same goal, word for word. The first to state it is not spoken of.
with goals as (
    select * from {{ ref('goals_compared') }}
    where statement_kind in ('project', 'transfer') and length(folded_goal) > 9
),

repeated as (
    select
        *,
        first_value(project_name) over same as first_project,
        first_value(statement_key) over same as first_statement_key,
        row_number() over (partition by statement_key order by row_no, attribute_no) as goal_no
    from goals
    window same as (partition by document_id, folded_goal order by statement_no, row_no, attribute_no)
),

found as (
    select
        {{ found_in_row("'goal'", without=['expected', 'difference']) }},
        goal as filed,
        format('项目“%s”的绩效目标与“%s”的一字不差', project_name, first_project) as message_zh,
        format('The goal of “%s” is that of “%s”, word for word', project_name, first_project) as message_en
    from repeated
    where statement_key <> first_statement_key and project_name <> first_project and goal_no = 1
)

select * from found
