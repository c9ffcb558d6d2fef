with source as (
    select * from {{ source('raw', 'document_row') }}
),

renamed as (
    select
        source.document_id,
        source.row_no,
        attributes.attribute_no::integer as attribute_no,
        source.statement_no,
        source.role,
        attributes.fields ->> 'name' as attribute_name,
        attributes.fields ->> 'value' as attribute_value,
        source.line_from,
        source.line_to
    from source
    cross join
        lateral jsonb_array_elements(source.fields -> 'attributes')
        with ordinality as attributes (fields, attribute_no)
    where source.fields ? 'attributes'
)

select * from renamed
