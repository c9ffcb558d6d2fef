-- Rows of the filings for rules that ask what stands in the text, without numbers that one could call.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

statements as (
    select * from {{ ref('statements_compared') }}
),

stated as (
    select
        statements.document_id,
        statements.statement_key,
        statements.statement_no,
        statements.statement_kind,
        document_rows.row_no,
        document_rows.role,
        {{ without_contacts('document_rows.filed_text') }} as filed_text,
        document_rows.fields,
        document_rows.line_from,
        document_rows.line_to
    from statements
    inner join document_rows
        on
            statements.document_id = document_rows.document_id
            and statements.statement_no = document_rows.statement_no
)

select * from stated
