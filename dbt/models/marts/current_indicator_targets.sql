-- Targets as they count now, with names in place of keys; their class is the filed one or else the one inferred.
{{ config(materialized='view') }}

with facts as (
    select * from {{ ref('fct_indicator_targets') }}
    where is_current
),

statements as (select * from {{ ref('dim_statement') }}),

counties as (select * from {{ ref('dim_county') }}),

agencies as (select * from {{ ref('dim_agency') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

units as (select * from {{ ref('dim_unit') }}),

described as (
    select
        facts.document_id,
        facts.statement_key,
        facts.row_no,
        facts.target_no,
        counties.province_name,
        counties.prefecture_name,
        counties.county_name,
        agencies.agency_name,
        statements.year_key as fiscal_year,
        statements.statement_kind,
        statements.project_name,
        indicators.level1_name_zh,
        indicators.level2_name_zh,
        facts.indicator_name,
        facts.description,
        facts.target_period,
        facts.place_filed,
        facts.target_filed,
        facts.target_kind,
        facts.operator,
        facts.value,
        facts.lower_bound,
        facts.upper_bound,
        facts.unit_filed,
        facts.value_base,
        units.dimension,
        units.base_unit,
        facts.qualitative_target,
        facts.target_date,
        facts.is_growth,
        facts.weight,
        facts.actual_filed,
        facts.actual_value,
        facts.score,
        facts.deviation_reason,
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
    inner join indicators on facts.inferred_indicator_key = indicators.indicator_key
    inner join units on facts.unit_key = units.unit_key
)

select * from described
