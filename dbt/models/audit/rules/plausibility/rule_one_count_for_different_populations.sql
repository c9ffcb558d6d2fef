-- One head-count, large and not round, stands in projects of one document that are for different people. How many people live
-- somewhere may be the same everywhere.
with populations as (select * from {{ ref('populations') }}),

targets as (
    select * from {{ ref('targets_compared') }}
    where
        statement_kind in ('project', 'transfer')
        and dimension = 'persons' and value >= 1000 and value % 100 <> 0 and unit_filed !~ '万'
        and confidence <> 'doubtful'
        and coalesce(bare_name, '') !~ '(总|常住|户籍|服务)人(口|数)'
),

meant as (
    select
        targets.document_id,
        targets.value,
        targets.statement_key,
        targets.statement_no,
        targets.project_name,
        array_agg(distinct populations.population) as people,
        array_agg(distinct targets.row_no) as row_nos,
        min(targets.row_no) as row_no,
        min(targets.line_from) as line_from
    from targets
    inner join populations on strpos(targets.project_name, populations.word) > 0
    group by
        targets.document_id,
        targets.value,
        targets.statement_key,
        targets.statement_no,
        targets.project_name
),

paired as (
    select
        meant.*,
        earlier.row_nos as earlier_row_nos,
        earlier.project_name as earlier_project,
        row_number() over (
            partition by meant.document_id, meant.value order by meant.statement_no, earlier.statement_no
        ) as pair_no
    from meant
    inner join meant as earlier
        on
            meant.document_id = earlier.document_id and meant.value = earlier.value
            and meant.statement_no > earlier.statement_no and not (meant.people && earlier.people)
),

found as (
    select
        statement_key,
        row_no,
        earlier_row_nos || row_nos as row_nos,
        trim_scale(value)::text as element,
        trim_scale(value) || '人' as filed,
        null::text as expected,
        null::numeric as difference,
        format('“%s”与“%s”对象不同，人数同为 %s 人', earlier_project, project_name, trim_scale(value)) as message_zh,
        format(
            '“%s” and “%s” are for different people and both count %s',
            earlier_project, project_name, trim_scale(value)
        ) as message_en,
        line_from,
        line_from as line_to
    from paired
    where pair_no = 1
)

select * from found
