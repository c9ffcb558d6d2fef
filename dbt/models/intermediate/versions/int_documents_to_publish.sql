-- A build may have been cut off after it had built a document: all that changed since readers were last shown a build is shown.
{{ config(materialized='view') }}

with documents as (
    select * from {{ ref('stg_documents') }}
    where not is_built
),

to_compare as (
    select * from {{ ref('int_documents_to_compare') }}
),

changed as (
    select document_id from documents
    union distinct
    select document_id from to_compare
)

select * from changed
