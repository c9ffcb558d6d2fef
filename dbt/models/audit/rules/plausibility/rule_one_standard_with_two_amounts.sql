-- The standard of one benefit, so much money a head, differs between projects of one document. One benefit: the same specific name
-- (not a bare 补贴标准) in projects that state the same goal or name the same population.
with goals as (
    select * from {{ ref('goals_compared') }}
    where length(folded_goal) > 9
),

populations as (select * from {{ ref('populations') }}),

targets as (
    select
        *,
        unnest(array[bare_name, {{ folded_text('description') }}]) as standard_name
    from {{ ref('targets_compared') }}
    where
        statement_kind in ('project', 'transfer') and dimension = 'money' and value > 0
        and confidence <> 'doubtful' and unit_filed !~ '万'
),

specific as (
    select
        targets.document_id,
        targets.statement_key,
        targets.statement_no,
        targets.project_name,
        targets.standard_name,
        targets.unit_filed,
        min(targets.value) as value,
        min(targets.row_no) as row_no,
        min(targets.line_from) as line_from,
        max(targets.line_to) as line_to,
        min(trim_scale(targets.value) || targets.unit_filed) as filed,
        array_agg(goals.folded_goal) || array_agg(populations.population) as benefits
    from targets
    left join goals on targets.statement_key = goals.statement_key
    left join populations on strpos(targets.project_name, populations.word) > 0
    where
        targets.standard_name ~ '标准$' and length(regexp_replace(
            targets.standard_name, '平均|人均|发放|拨付|补贴|补助|资助|奖励|每人|每月|每年|年度|项目|执行|标准', '', 'g'
        )) > 1
    group by
        targets.document_id,
        targets.statement_key,
        targets.statement_no,
        targets.project_name,
        targets.standard_name,
        targets.unit_filed
    having count(distinct targets.value) = 1
),

paired as (
    select
        specific.*,
        earlier.project_name as earlier_project,
        earlier.row_no as earlier_row_no,
        earlier.filed as expected,
        specific.value - earlier.value as difference,
        rank() over (partition by specific.statement_key, specific.row_no order by earlier.row_no) as nth
    from specific
    inner join specific as earlier
        on
            specific.document_id = earlier.document_id and specific.standard_name = earlier.standard_name
            and specific.unit_filed = earlier.unit_filed and specific.value <> earlier.value
            and specific.statement_no > earlier.statement_no and specific.benefits && earlier.benefits
),

found as (
    select
        {{ found_in_row('standard_name', rows='array[earlier_row_no, row_no]') }},
        filed,
        expected,
        difference,
        format('“%s”本表 %s，“%s” %s', standard_name, filed, earlier_project, expected) as message_zh,
        format('“%s” is %s, in “%s” %s', standard_name, filed, earlier_project, expected) as message_en
    from paired
    where nth = 1
)

select * from found
