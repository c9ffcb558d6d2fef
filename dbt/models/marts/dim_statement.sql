-- A new document may supersede an older one: every document is taken again that has a statement not standing here as now.
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='document_id', indexes=[{'columns': ['document_id']}],
    on_schema_change='append_new_columns',
    pre_hook='{{ delete_departed_documents() }}'
) }}

with statements as (
    select * from {{ ref('int_statements') }}
),

changed as (
    select statements.document_id
    from statements
    {% if is_incremental() %}
    left join {{ this }} as built
        on
            (statements.document_id, statements.statement_no, statements.load_id)
            = (built.document_id, built.statement_no, built.load_id)
            and (statements.agency_key, statements.county_key, statements.year_key, statements.version_no)
            = (built.agency_key, built.county_key, built.year_key, built.version_no)
            and statements.is_current = built.is_current
    where built.document_id is null
    {% endif %}
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
        version_no,
        is_current,
        line_from,
        line_to,
        load_id,
        loaded_at
    from statements
    where document_id in (select changed.document_id from changed)
)

select * from described
