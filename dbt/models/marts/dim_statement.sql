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
        statement_key,
        document_id,
        document_sha256,
        file_name,
        source_uri,
        statement_no,
        statement_kind,
        {{ without_contacts('title') }} as title,
        agency_key,
        agency_filed,
        agency_source,
        scope,
        {{ without_contacts('implementing_unit') }} as implementing_unit,
        {{ without_contacts('project_name') }} as project_name,
        money_unit,
        year_key,
        fiscal_year_source,
        county_key,
        county_evidence,
        published_on,
        version_no,
        is_current,
        superseded_by_key,
        line_from,
        line_to,
        load_id,
        loaded_at
    from statements
    where {{ is_restated_document('statements') }}
)

select * from described
