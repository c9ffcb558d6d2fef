-- A correction names a field of an element in a list of the row (`amounts.2.amount`, `targets.2.value`); a lone field
-- (`value`) is one of the row's first target, whose fields are those of the row itself; further ones stand in `more`.
with corrections as (
    select * from {{ ref('corrections') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

named as (
    select
        *,
        case when field like '%.%.%' then split_part(field, '.', 1) else 'targets' end as list_name,
        case when field like '%.%.%' then split_part(field, '.', 2)::integer else 1 end as element_no,
        substring(field from '[^.]+$') as field_name
    from corrections
),

located as (
    select
        named.*,
        documents.document_id,
        documents.file_name,
        document_rows.line_from,
        document_rows.line_to,
        document_rows.fields #>> case
            when named.list_name = 'targets' and named.element_no = 1 then array[named.field_name]
            when named.list_name = 'targets'
                then array['more', (named.element_no - 2)::text, named.field_name]
            else array[named.list_name, (named.element_no - 1)::text, named.field_name]
        end as standing
    from named
    left join documents on named.document_sha256 = documents.document_sha256 and documents.status = 'loaded'
    left join document_rows
        on documents.document_id = document_rows.document_id and named.row_no = document_rows.row_no
),

judged as (
    select
        *,
        case
            when document_id is null then 'not_loaded'
            when standing = filed then 'applied'
            else 'stale'
        end as fate
    from located
)

select * from judged
