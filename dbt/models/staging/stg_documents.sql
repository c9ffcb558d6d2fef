with source as (select * from {{ source('raw', 'document') }}),

loads as (select * from {{ source('raw', 'load') }}),

builds as (select * from {{ source('raw', 'build') }}),

standing as (
    select
        max(started_at) filter (where published) as shown_at,
        max(started_at) filter (where succeeded) as checked_at
    from builds
),

-- A build holds all loads that had ended before it began.
built as (
    select
        max(loads.load_id) filter (where loads.finished_at < standing.shown_at) as shown_load_id,
        max(loads.load_id) filter (where loads.finished_at < standing.checked_at) as checked_load_id
    from standing
    left join loads on true
),

-- A load that was cut off is finished by the next one: what both bring came at one time, as if nothing had happened.
finished as (
    select
        load_id,
        coalesce(
            min(load_id) filter (where finished_at is not null) over (
                order by load_id rows between current row and unbounded following
            ),
            load_id
        ) as finishing_load_id
    from loads
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
        finished.finishing_load_id as first_load_id,
        source.loaded_at,
        source.status,
        source.reason,
        source.remarks,
        source.load_id <= coalesce(built.shown_load_id, 0) as is_built,
        source.load_id <= coalesce(built.checked_load_id, 0) as is_checked
    from source
    inner join finished on source.first_load_id = finished.load_id
    cross join built
)

select * from renamed
