-- The bare name: 指标2：投诉率（≤**%） is 投诉率; its unit in brackets is kept apart. The cells stand folded, with what
-- corrections put right; text without borders has none. The target as one says it leaves out its type.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with targets as (select * from {{ ref('fct_indicator_targets') }}),

statements as (select * from {{ ref('statements_compared') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

units as (select * from {{ ref('dim_unit') }}),

-- The cells of all documents would be read for those of one night.
cells as (
    select * from {{ ref('int_indicators_corrected') }}
    where document_id in (select statements.document_id from statements)
),

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
        {{ folded_text('cells.operator_cell') }} as operator_cell,
        {{ folded_text('cells.value_cell') }} as value_cell,
        {{ folded_text('cells.unit_cell') }} as unit_cell,
        {{ folded_text(without_contacts('cells.content_filed')) }} as content_cell,
        cells.doubts,
        not coalesce(cells.doubts ?| array['cut_from_text', 'from_sentence', 'run_together'], false)
            as has_cells,
        regexp_replace(replace(targets.target_filed, '|', ''), '^(定性|定量)', '') as target_words,
        {{ bare_name('targets.indicator_name') }} as bare_name,
        -- half a unit of the last filed digit, in the base unit
        0.5 * power(10::numeric, -scale(targets.value)) * targets.value_base / nullif(targets.value, 0)
            as half_digit,
        {{ folded_text("concat_ws(' ', targets.indicator_name, targets.description, targets.target_filed)") }}
            as words
    from targets
    inner join statements
        on targets.document_id = statements.document_id and targets.statement_key = statements.statement_key
    inner join indicators on targets.inferred_indicator_key = indicators.indicator_key
    inner join units on targets.unit_key = units.unit_key
    left join cells
        on
            (targets.document_id, targets.row_no, targets.target_no)
            = (cells.document_id, cells.row_no, cells.target_no)
)

select * from named
