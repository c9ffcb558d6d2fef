with source as (
    select * from {{ source('raw', 'document_row') }}
),

documents as (
    select * from {{ source('raw', 'document') }}
),

statements as (
    select * from {{ source('raw', 'statement') }}
),

renamed as (
    select
        source.document_id,
        documents.load_id,
        source.statement_no,
        source.row_no,
        statements.fiscal_year,
        source.fields ->> 'level1' as level1_filed,
        source.fields ->> 'level2' as level2_filed,
        source.fields ->> 'name' as indicator_name,
        source.fields ->> 'description' as description_filed,
        source.fields ->> 'content' as content_filed,
        source.fields ->> 'operator' as operator_cell_filed,
        source.fields ->> 'value' as value_cell_filed,
        source.fields ->> 'unit' as unit_cell_filed,
        source.fields ->> 'weight' as weight_filed,
        source.fields ->> 'actual' as actual_filed,
        source.fields ->> 'score' as score_filed,
        source.line_from,
        source.line_to
    from source
    inner join documents on source.document_id = documents.document_id
    left join statements
        on source.document_id = statements.document_id and source.statement_no = statements.statement_no
    where source.role = 'indicator' and documents.status = 'loaded'
)

select * from renamed
