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

gaps as (
    select * from {{ ref('int_gaps') }} as counted
    where {{ is_restated_document('counted') }}
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
        coalesce(gaps.unread_figures, 0) as unread_figures,
        coalesce(gaps.unplaced_lines, 0) as unplaced_lines,
        coalesce(gaps.is_whole, false) as is_whole,
        coalesce(gaps.document_unread_figures, 0) as document_unread_figures,
        coalesce(gaps.document_unplaced_lines, 0) as document_unplaced_lines,
        coalesce(gaps.is_document_whole, false) as is_document_whole,
        statements.load_id,
        statements.loaded_at
    from statements
    left join gaps
        on
            statements.document_id = gaps.document_id
            and statements.statement_no = gaps.statement_no
    where {{ is_restated_document('statements') }}
)

select * from described
