-- Every key of a statement, worked out once a build; facts and dim_statement take theirs from here.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (select * from {{ ref('stg_statements') }}),

documents as (select * from {{ ref('stg_documents') }}),

called as (select * from {{ ref('int_document_names') }}),

years as (select * from {{ ref('int_fiscal_years') }}),

counties as (select * from {{ ref('int_counties_matched') }}),

names as (select * from {{ ref('int_agencies_named') }}),

agencies as (select * from {{ ref('int_agencies') }}),

versions as (select * from {{ ref('int_versions') }}),

joined as (
    select
        versions.statement_key,
        statements.*,
        documents.document_sha256,
        called.file_name,
        called.source_uri,
        documents.load_id,
        documents.loaded_at,
        names.agency_source,
        names.scope,
        coalesce(agencies.agency_key, 0) as agency_key,
        years.year_key,
        years.fiscal_year_source,
        coalesce(counties.county_key, 0) as county_key,
        coalesce(counties.county_evidence, 'none') as county_evidence,
        versions.published_on,
        versions.version_no,
        versions.is_current,
        versions.superseded_by_key
    from statements
    inner join documents using (document_id)
    inner join called using (document_id)
    inner join years using (document_id, statement_no)
    inner join names using (document_id, statement_no)
    inner join versions using (document_id, statement_no)
    left join counties using (document_id, statement_no)
    left join agencies using (document_id, statement_no)
)

select * from joined
