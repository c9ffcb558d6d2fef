-- Promise 1. The rows of a document, in order, begin at its first line and leave no line out and claim none twice.
{{ config(
    severity='warn', tags=['one_document'], meta={'promise': 'each line belongs to exactly one row'}
) }}

with document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

neighbours as (
    select
        document_id,
        row_no,
        line_from,
        lag(line_to, 1, 0) over (partition by document_id order by row_no) as line_before
    from document_rows
)

select *
from neighbours
where line_from <> line_before + 1
