with source as (
    select * from {{ source('raw', 'document') }}
),

renamed as (
    select
        document_id,
        sha256 as document_sha256,
        file_name,
        source_uri,
        media_type,
        size_bytes,
        reader,
        parser_version,
        load_id,
        loaded_at,
        status,
        reason
    from source
)

select * from renamed
