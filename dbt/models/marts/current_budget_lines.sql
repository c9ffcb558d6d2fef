-- Amounts as they count now, with names in place of keys.
{{ config(materialized='view') }}

with facts as (
    select * from {{ ref('fct_budget_lines') }}
    where is_current
),

statements as (select * from {{ ref('dim_statement') }}),

counties as (select * from {{ ref('dim_county') }}),

agencies as (select * from {{ ref('dim_agency') }}),

fund_sources as (select * from {{ ref('dim_fund_source') }}),

categories as (select * from {{ ref('dim_budget_category') }}),

described as (
    select
        facts.document_id,
        facts.statement_key,
        facts.row_no,
        facts.amount_no,
        counties.province_name,
        counties.prefecture_name,
        counties.county_name,
        agencies.agency_name,
        statements.year_key as fiscal_year,
        statements.statement_kind,
        statements.project_name,
        facts.item_name,
        facts.content,
        facts.side,
        facts.stage_filed,
        fund_sources.name_zh as fund_source_name,
        fund_sources.nature,
        fund_sources.vintage,
        categories.name_zh as category_name,
        categories.is_memo,
        facts.fund_source_filed,
        facts.amount_filed,
        facts.unit_filed,
        facts.amount_yuan,
        facts.change_sign,
        facts.is_total,
        facts.confidence,
        facts.confidence_reason,
        facts.confidence_reason_zh,
        statements.file_name,
        facts.line_from,
        facts.line_to
    from facts
    inner join statements
        on facts.document_id = statements.document_id and facts.statement_key = statements.statement_key
    inner join counties on facts.county_key = counties.county_key
    inner join agencies on facts.agency_key = agencies.agency_key
    inner join fund_sources on facts.fund_source_key = fund_sources.fund_source_key
    inner join categories on facts.budget_category_key = categories.budget_category_key
)

select * from described
