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
        {{ names_of_filer() }},
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
    {{ joined_to_its_filer('facts') }}
    inner join fund_sources on facts.fund_source_key = fund_sources.fund_source_key
    inner join categories on facts.budget_category_key = categories.budget_category_key
)

select * from described
