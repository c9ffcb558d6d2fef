-- What a document tells of the division of all its statements: the agencies it names, its first rows, its file name.
with statements as (
    select * from {{ ref('stg_statements') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

first_rows as (
    select * from {{ ref('stg_document_rows') }}
    where row_no <= 12 and role in ('title', 'heading', 'narrative', 'unplaced')
),

names as (
    select * from {{ ref('int_agency_names') }}
    where agency_name is not null
),

gathered as (
    select
        statements.document_id,
        4 as evidence_no,
        'document' as evidence,
        names.agency_name as evidence_text
    from statements
    inner join names on names.name_filed in (statements.agency_filed, statements.implementing_unit)
    union
    select
        document_id,
        100 + row_no,
        'heading',
        left({{ folded_text('filed_text') }}, 120)
    from first_rows
    union
    select
        document_id,
        1000,
        'file_name',
        {{ folded_text('file_name') }}
    from documents
)

select * from gathered
