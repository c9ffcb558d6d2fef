-- Small enough to be added up whenever it is asked for; versions that a later filing superseded count no more.
{{ config(materialized='view') }}

with filings as (
    select * from {{ ref('mart_filing_quality') }}
    where is_current
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

counties as (
    select * from {{ ref('dim_county') }}
),

summed as (
    select
        agency_key,
        year_key,
        count(distinct document_id) as documents,
        count(*) as statements,
        sum(unread_figures) as unread_figures,
        sum(unplaced_lines) as unplaced_lines,
        count(*) filter (where not is_whole) as statements_not_whole,
        count(distinct document_id) filter (where not is_document_whole) as documents_not_whole,
        {{ quality_measures('sum') }}
    from filings
    group by
        agency_key,
        year_key
),

named as (
    select
        summed.agency_key,
        agencies.agency_name,
        agencies.county_key,
        counties.county_name,
        summed.year_key,
        summed.documents,
        summed.statements,
        summed.indicators,
        summed.measurable_targets,
        summed.findings,
        summed.errors,
        summed.warnings,
        summed.infos,
        summed.empty_sections,
        summed.measurable_percent,
        summed.findings_per_100_indicators,
        summed.unread_figures,
        summed.unplaced_lines,
        summed.statements_not_whole,
        summed.documents_not_whole
    from summed
    inner join agencies on summed.agency_key = agencies.agency_key
    inner join counties on agencies.county_key = counties.county_key
)

select * from named
