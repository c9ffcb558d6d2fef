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
        {{ names_of_filer() }},
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
    {{ joined_to_its_filer('facts') }}
    inner join indicators on facts.inferred_indicator_key = indicators.indicator_key
    inner join units on facts.unit_key = units.unit_key
)

select * from described
