-- Two projects of one document file the same figures and units from first to last under other names. Forms are full of 100 % and
-- 95 %: only six targets or more with three different figures, two of them no shares, or four different ones, say something.
with targets as (
    select * from {{ ref('targets_compared') }}
    where statement_kind in ('project', 'transfer') and confidence <> 'doubtful'
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
        string_agg(
            coalesce(trim_scale(value)::text || coalesce(unit_filed, ''), target_filed),
            '、' order by row_no, target_no
        ) as figures,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by
        document_id,
        statement_key,
        statement_no,
        project_name
    having
        count(*) > 5
        and count(value) * 2 > count(*)
        and count(distinct value || coalesce(unit_filed, ''))
        >= case when count(distinct value) filter (where dimension <> 'ratio') > 1 then 3 else 4 end
),

paired as (
    select
        vectors.*,
        earlier.project_name as earlier_project,
        row_number() over (partition by vectors.statement_key order by earlier.statement_no) as nearness
    from vectors
    inner join vectors as earlier
        on
            vectors.document_id = earlier.document_id
            and vectors.figures = earlier.figures
            and vectors.statement_no > earlier.statement_no
    where vectors.vector <> earlier.vector and vectors.project_name <> earlier.project_name
),

found as (
    select
        {{ found_in_statement("'figures'", rows='row_nos', without=['expected', 'difference']) }},
        figures as filed,
        format('项目“%s”的 %s 个指标值与“%s”的完全相同：%s', project_name, indicators, earlier_project, figures)
            as message_zh,
        format(
            'The %s figures of “%s” are those of “%s”: %s', indicators, project_name, earlier_project, figures
        ) as message_en
    from paired
    where nearness = 1
)

select * from found
