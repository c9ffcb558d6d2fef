-- A new document may supersede an older one: every document is taken again that has a statement not standing here as now.
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='document_id', indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with statements as (
    select * from {{ ref('int_statements') }}
),

described as (
    select
        statements.statement_key,
        statements.document_id,
        statements.document_sha256,
        statements.file_name,
        statements.source_uri,
        statements.statement_no,
        statements.statement_kind,
        {{ without_contacts('statements.title') }} as title,
        statements.agency_key,
        statements.agency_filed,
        statements.agency_source,
        statements.scope,
        {{ without_contacts('statements.implementing_unit') }} as implementing_unit,
        {{ without_contacts('statements.project_name') }} as project_name,
        statements.money_unit,
        statements.year_key,
        statements.fiscal_year_source,
        statements.county_key,
        statements.county_evidence,
        statements.published_on,
        statements.version_no,
        statements.is_current,
        statements.superseded_by_key,
        statements.line_from,
        statements.line_to,
        statements.load_id,
        statements.loaded_at
    from statements
    where {{ is_restated_document('statements') }}
)

select * from described
