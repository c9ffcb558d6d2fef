{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='document_id', indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with statements as (
    select * from {{ ref('int_statements') }}
),

staffing as (
    select * from {{ ref('int_staffing') }} as counted
    where {{ is_restated_document('counted') }}
),

stated as (
    select
        document_id,
        statements.statement_key,
        statements.county_key,
        statements.year_key,
        statements.agency_key,
        statements.is_current,
        staffing.establishment,
        staffing.actual,
        staffing.administrative,
        staffing.career,
        staffing.off_establishment,
        staffing.is_corrected,
        staffing.line_from,
        staffing.line_to,
        statements.load_id
    from staffing
    inner join statements using (document_id, statement_no)
)

select * from stated
