-- Where a statement may name its division, the surest place first (evidence_no).
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (
    select * from {{ ref('stg_statements') }}
),

names as (
    select * from {{ ref('int_agency_names') }}
),

told_by_document as (
    select * from {{ ref('int_document_evidence') }}
),

named as (
    select
        statements.document_id,
        statements.statement_no,
        agencies.agency_name,
        units.agency_name as implementing_unit_name,
        left({{ folded_text('statements.title') }}, 120) as title
    from statements
    left join names as agencies on statements.agency_filed = agencies.name_filed
    left join names as units on statements.implementing_unit = units.name_filed
),

gathered as (
    select
        named.document_id,
        named.statement_no,
        told.evidence_no,
        told.evidence,
        told.evidence_text
    from named
    cross join
        lateral (
            values
            (1, 'agency', named.agency_name),
            (2, 'implementing_unit', named.implementing_unit_name),
            (3, 'title', named.title)
        ) as told (evidence_no, evidence, evidence_text)
    where told.evidence_text is not null
    union all
    select
        named.document_id,
        named.statement_no,
        told_by_document.evidence_no,
        told_by_document.evidence,
        told_by_document.evidence_text
    from named
    inner join told_by_document on named.document_id = told_by_document.document_id
)

select * from gathered
