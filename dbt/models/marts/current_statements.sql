-- What declarations say now, with names in place of keys.
{{ config(materialized='view') }}

with statements as (
    select * from {{ ref('dim_statement') }}
    where is_current
),

counties as (select * from {{ ref('dim_county') }}),

agencies as (select * from {{ ref('dim_agency') }}),

years as (select * from {{ ref('dim_year') }}),

described as (
    select
        statements.document_id,
        statements.statement_key,
        {{ names_of_filer() }},
        statements.title,
        statements.implementing_unit,
        statements.scope,
        agencies.function_name_zh,
        years.five_year_plan,
        statements.published_on,
        statements.version_no,
        statements.file_name,
        statements.source_uri,
        statements.line_from,
        statements.line_to,
        statements.unread_figures,
        statements.unplaced_lines,
        statements.is_whole
    from statements
    inner join counties on statements.county_key = counties.county_key
    inner join agencies on statements.agency_key = agencies.agency_key
    inner join years on statements.year_key = years.year_key
)

select * from described
