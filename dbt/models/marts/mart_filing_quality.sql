-- Measurable is what a figure or a day decides; words such as 提高 leave it open. Findings are counted as they stand in audit.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with statements as (select * from {{ ref('dim_statement') }}),

targets as (select * from {{ ref('fct_indicator_targets') }}),

findings as (select * from {{ ref('findings') }}),

counties as (select * from {{ ref('dim_county') }}),

agencies as (select * from {{ ref('dim_agency') }}),

-- A later document may supersede an earlier one or tell more of its agency, as dim_statement says.
changed as (
    select statements.document_id
    from statements
    {% if is_incremental() %}
    left join {{ this }} as built
        on
            (statements.document_id, statements.statement_key, statements.load_id)
            = (built.document_id, built.statement_key, built.load_id)
            and (statements.agency_key, statements.county_key, statements.year_key, statements.is_current)
            = (built.agency_key, built.county_key, built.year_key, built.is_current)
    where built.document_id is null or {{ is_to_audit('statements') }}
    {% endif %}
),

measured as (
    {{ targets_by_statement('targets', 'changed') }}
),

found as (
    {{ findings_by_statement('findings', 'changed') }}
),

rated as (
    select
        statements.document_id,
        statements.statement_key,
        statements.file_name,
        statements.statement_no,
        statements.statement_kind,
        statements.title,
        statements.project_name,
        statements.county_key,
        counties.county_name,
        statements.agency_key,
        agencies.agency_name,
        statements.year_key,
        statements.is_current,
        {{ quality_measures() }},
        found.empty_sections_zh,
        statements.unread_figures,
        statements.unplaced_lines,
        statements.is_whole,
        statements.document_unread_figures,
        statements.document_unplaced_lines,
        statements.is_document_whole,
        statements.load_id
    from statements
    inner join counties on statements.county_key = counties.county_key
    inner join agencies on statements.agency_key = agencies.agency_key
    left join measured on statements.statement_key = measured.statement_key
    left join found on statements.statement_key = found.statement_key
    where statements.document_id in (select changed.document_id from changed)
)

select * from rated
