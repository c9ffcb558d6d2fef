-- The bare name: 指标2：投诉率（≤**%） is 投诉率; its unit in brackets is kept apart.
{{ config(
    materialized='table', schema='intermediate', grants={'select': []}, post_hook="analyze {{ this }}"
) }}

with targets as (select * from {{ ref('fct_indicator_targets') }}),

statements as (select * from {{ ref('statements_compared') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

units as (select * from {{ ref('dim_unit') }}),

named as (
    select
        targets.*,
        statements.statement_kind,
        statements.statement_no,
        statements.project_name,
        statements.fiscal_year_source,
        indicators.indicator_code,
        indicators.level1_code,
        units.dimension,
        units.factor_to_base,
        regexp_replace(
            regexp_replace({{ folded_text('targets.indicator_name') }}, '\([^()]*\)', '', 'g'),
            '^(指标|目标)?\d+[:.、]|[★:]', '', 'g'
        ) as bare_name,
        replace(targets.target_filed, '|', '') as target_words,
        -- half a unit of the last filed digit, in the base unit
        0.5
        * power(10::numeric, -scale(targets.value))
        * targets.value_base
        / nullif(targets.value, 0) as half_digit,
        {{ folded_text("concat_ws(' ', targets.indicator_name, targets.description, targets.target_filed)") }}
            as words
    from targets
    inner join statements
        on targets.document_id = statements.document_id and targets.statement_key = statements.statement_key
    inner join indicators on targets.inferred_indicator_key = indicators.indicator_key
    inner join units on targets.unit_key = units.unit_key
)

select * from named
