-- The form asks for the goal in words, and the cell is blank or holds a heading alone (中长期目标（2023年-2023年）). Nothing may stand
-- between it and the indicators: forms also put the goal below its label.
with attributes as (select * from {{ ref('attributes_compared') }}),

goals as (
    select
        *,
        regexp_replace(
            coalesce(goal, ''),
            '(中长期|中期|长期|年度|总体|项目|实施期|绩效)*目标[0-9]*|[0-9]{4}\s*年?\s*[-—–~至]+\s*[0-9]{4}\s*年?|[^一-龥\w]', '', 'g'
        ) as substance
    from {{ ref('goals_compared') }}
),

document_rows as (
    select
        *,
        lead(role) over following as next_role,
        lead(filed_text) over following as next_text
    from {{ ref('rows_compared') }}
    where role <> 'blank'
    window following as (partition by statement_key order by row_no)
),

blank as (
    select distinct on (goals.statement_key) goals.*
    from goals
    inner join document_rows
        on goals.statement_key = document_rows.statement_key and goals.row_no = document_rows.row_no
    where
        length(goals.substance) < 6 and document_rows.role in ('attribute', 'heading') and (
            document_rows.next_role = 'indicator'
            or document_rows.next_role = 'heading' and document_rows.next_text ~ '[一二三]\s*级\s*指\s*标'
        )
        and not exists (
            select 1 from goals as told
            where told.statement_key = goals.statement_key and length(told.substance) >= 6
        )
        and not exists (
            select 1 from attributes
            where
                attributes.statement_key = goals.statement_key and attributes.row_no = goals.row_no
                and attributes.attribute_no <> goals.attribute_no
        )
    order by
        goals.statement_key,
        goals.row_no
),

found as (
    select
        {{ found_in_row("'goal'", without=['expected', 'difference']) }},
        goal as filed,
        format('“%s”%s', attribute_name, coalesce('只写“' || nullif(goal, '') || '”，没有内容', '未填写'))
            as message_zh,
        format('“%s” %s', attribute_name, coalesce('says only “' || nullif(goal, '') || '”', 'is blank'))
            as message_en
    from blank
)

select * from found
