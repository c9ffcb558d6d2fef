-- Two statements of one document, of different projects, file the same names and targets from first to last, three or more.
with targets as (
    select * from {{ ref('targets_compared') }}
    where statement_kind in ('project', 'transfer')
),

vectors as (
    select
        document_id,
        statement_key,
        statement_no,
        project_name,
        count(*) as indicators,
        array_agg(distinct row_no) as row_nos,
        md5(string_agg(concat_ws('|', bare_name, target_filed), '⏎' order by row_no, target_no)) as vector,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by
        document_id,
        statement_key,
        statement_no,
        project_name
    having count(*) > 2 and count(bare_name) = count(*)
),

paired as (
    select
        *,
        first_value(project_name) over same as first_project,
        first_value(statement_no) over same as first_statement_no
    from vectors
    window same as (partition by document_id, vector order by statement_no)
),

found as (
    select
        {{ found_in_statement("'targets'", rows='row_nos', without=['expected', 'difference']) }},
        project_name as filed,
        format('项目“%s”的 %s 个指标与“%s”的完全相同', project_name, indicators, first_project) as message_zh,
        format(
            'The %s targets of “%s” are those of “%s” from first to last',
            indicators,
            project_name,
            first_project
        )
            as message_en
    from paired
    where statement_no > first_statement_no and project_name <> first_project
)

select * from found
