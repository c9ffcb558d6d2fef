-- The doubt cut_off is asked for wherever it may stand: on a row, on further targets of it, on its amounts. A row set aside
-- because the text ended within it is unplaced. That a table states no total is no gap: many have none.
with document_rows as (select * from {{ ref('stg_document_rows') }}),

documents as (select * from {{ ref('stg_documents') }}),

-- All from the rows, so that whoever asks for some documents has only their rows looked at.
counted as (
    select
        document_id,
        statement_no,
        sum(
            jsonb_array_length(jsonb_path_query_array(fields, '$.attributes[*] ? (@.name == "(unread)")'))
        )::integer as unread_figures,
        coalesce(sum(line_to - line_from + 1) filter (where role = 'unplaced'), 0)::integer as unplaced_lines,
        bool_or(jsonb_path_exists(fields, '$.**.doubts[*] ? (@ == "cut_off")')) as is_cut_off
    from document_rows
    group by
        document_id,
        statement_no
),

judged as (
    select
        *,
        unread_figures = 0 and unplaced_lines = 0 and not is_cut_off as is_whole
    from counted
),

summed as (
    select
        judged.document_id,
        judged.statement_no,
        judged.unread_figures,
        judged.unplaced_lines,
        judged.is_whole,
        sum(judged.unread_figures) over by_document::integer as document_unread_figures,
        sum(judged.unplaced_lines) over by_document::integer as document_unplaced_lines,
        documents.remarks is null and bool_and(judged.is_whole) over by_document as is_document_whole
    from judged
    inner join documents on judged.document_id = documents.document_id
    window by_document as (partition by judged.document_id)
)

select * from summed
