-- Promise 2, for statements: each that was read is in dim_statement once, with the document's present reading.
{{ config(
    severity='warn', tags=['one_document'], meta={'promise': 'each statement stands in its dimension'}
) }}

with statements as (
    select
        statements.document_id,
        statements.statement_no,
        documents.load_id
    from {{ ref('stg_statements') }} as statements
    inner join {{ ref('stg_documents') }} as documents on statements.document_id = documents.document_id
),

members as (
    select * from {{ ref('dim_statement') }}
)

select
    document_id,
    statement_no,
    load_id
from statements
full outer join members using (document_id, statement_no, load_id)
where statements.load_id is null or members.statement_key is null
