-- A file may be called after the person who sent it. What is called and found by is blotted like any text, in the address too,
-- which is otherwise as it was received.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with documents as (
    select * from {{ ref('stg_documents') }} as filed
    where {{ is_new_document('filed') }}
),

attributes as (select * from {{ ref('stg_attributes') }}),

personal_attributes as (select * from {{ ref('personal_attributes') }}),

persons as (
    {{ persons_to_be_called('attributes', 'personal_attributes', 'documents') }}
),

patterns as (
    select
        document_id,
        string_agg(pattern, '|') as pattern
    from persons
    where row_no = 0
    group by document_id
),

addressed as (
    select
        documents.document_id,
        documents.file_name,
        documents.source_uri,
        documents.load_id,
        patterns.pattern,
        {{ address_as_read('documents.source_uri') }} as address
    from documents
    left join patterns on documents.document_id = patterns.document_id
    where documents.status = 'loaded'
),

cleaned as (
    select
        *,
        {{ without_contacts(blotted('file_name', 'pattern')) }} as name_cleaned,
        {{ without_contacts(blotted('address', 'pattern')) }} as address_cleaned
    from addressed
),

named as (
    select
        document_id,
        name_cleaned as file_name,
        case when address_cleaned = address then source_uri else address_cleaned end as source_uri,
        load_id
    from cleaned
)

select * from named
