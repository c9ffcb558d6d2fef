with source as (
    select * from {{ source('raw', 'document') }}
),

loads as (
    select * from {{ source('raw', 'load') }}
),

builds as (
    select * from {{ source('raw', 'build') }}
),

-- A build that left every model standing has a fingerprint; it holds all loads that had ended before it began.
standing as (
    select max(builds.started_at) as started_at
    from builds
    where builds.fingerprint <> ''
),

built as (
    select coalesce(max(loads.load_id), 0) as load_id
    from loads
    inner join standing on loads.finished_at < standing.started_at
),

renamed as (
    select
        source.document_id,
        source.sha256 as document_sha256,
        source.file_name,
        source.source_uri,
        source.media_type,
        source.size_bytes,
        source.reader,
        source.parser_version,
        source.load_id,
        source.first_load_id,
        source.loaded_at,
        source.status,
        source.reason,
        source.load_id <= built.load_id as is_built
    from source
    cross join built
)

select * from renamed
