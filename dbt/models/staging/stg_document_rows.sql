with source as (
    select * from {{ source('raw', 'document_row') }}
),

renamed as (
    select
        document_id,
        row_no,
        statement_no,
        role,
        page,
        line_from,
        line_to,
        filed_text,
        fields
    from source
)

select * from renamed
