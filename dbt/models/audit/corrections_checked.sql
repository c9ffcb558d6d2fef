{{ config(materialized='table') }}

with corrections as (
    select * from {{ ref('int_corrections_located') }}
),

checked as (
    select
        document_id,
        document_sha256,
        {{ without_contacts('file_name') }} as file_name,
        row_no,
        line_from,
        line_to,
        field,
        {{ without_contacts('filed') }} as filed,
        {{ without_contacts('corrected') }} as corrected,
        reason,
        fate
    from corrections
)

select * from checked
