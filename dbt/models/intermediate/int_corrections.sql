-- A correction names a field of an element in a list of the row (`amounts.2.amount`, `targets.2.value`); a lone field
-- (`value`) is one of the row's first target.
with corrections as (
    select * from {{ ref('corrections') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

located as (
    select
        documents.document_id,
        corrections.row_no,
        case
            when corrections.field like '%.%.%' then split_part(corrections.field, '.', 1) else 'targets'
        end as list_name,
        case
            when corrections.field like '%.%.%' then split_part(corrections.field, '.', 2)::integer else 1
        end as element_no,
        substring(corrections.field from '[^.]+$') as field,
        corrections.filed,
        corrections.corrected
    from corrections
    inner join documents on corrections.document_sha256 = documents.document_sha256
),

gathered as (
    select
        document_id,
        row_no,
        list_name,
        element_no,
        jsonb_object_agg(field, jsonb_build_object('filed', filed, 'corrected', corrected)) as by_field
    from located
    group by document_id, row_no, list_name, element_no
)

select * from gathered
