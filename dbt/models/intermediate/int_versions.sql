-- The same declaration filed again is a new version of it: newer load wins, within a load the larger content hash.
-- Statements of one document never supersede each other, nor do statements whose business key holds an unknown.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with declarations as (
    select * from {{ ref('int_declarations') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

numbered as (
    select
        declarations.document_id,
        declarations.statement_no,
        declarations.business_key,
        (dense_rank() over versions)::integer as version_no,
        declarations.document_id = first_value(declarations.document_id) over (
            partition by declarations.business_key
            order by documents.load_id desc, documents.document_sha256 desc
        ) as is_current
    from declarations
    inner join documents on declarations.document_id = documents.document_id
    window versions as (
        partition by declarations.business_key order by documents.load_id, documents.document_sha256
    )
)

select * from numbered
