-- A row's cells go through the parsers one after the other, each a macro that selects from what the earlier ones
-- found. `limit 1` in them is a fence: else PostgreSQL writes each step into every later one that uses it.
with indicators as (select * from {{ ref('int_indicators_corrected') }}),

operator_notations as (select * from {{ ref('operator_notations') }}),

units as (select * from {{ ref('units') }}),

unit_denominators as (select * from {{ ref('unit_denominators') }}),

qualitative_words as (select * from {{ ref('qualitative_words') }}),

parsed as (
    select
        indicators.*,
        {{ target_as_filed('indicators') }} as target_filed,
        decision.target_kind,
        operators.stated[1] as operator,
        operators.stated[2] as operator_source,
        decision.value,
        bounds.lower_bound,
        bounds.upper_bound,
        decision.unit_filed,
        decision.unit_key,
        decision.denominators,
        {{ value_in_base_unit() }} as value_base,
        decision.qualitative_target,
        words.word_class as qualitative_class,
        case when decision.target_kind = 'date' then dates.target_date end as target_date,
        case when decision.target_kind = 'period' then dates.period_starts_on end as period_starts_on,
        case when decision.target_kind = 'period' then dates.period_ends_on end as period_ends_on,
        {{ is_growth_target() }} as is_growth,
        outcome.actual_value,
        grading.weight,
        grading.score,
        {{ doubt_codes('indicators.doubts') }} || doubts.codes as reason_codes
    from indicators
    cross join lateral ({{ target_cells('indicators') }}) as cells
    cross join lateral ({{ leading_operator('cells.value_text') }}) as opening
    cross join lateral ({{ leading_operator('cells.content_text') }}) as content
    cross join lateral ({{ target_dates('indicators.fiscal_year') }}) as dates
    cross join lateral ({{ target_figures('opening.body') }}) as figures
    left join qualitative_words as words on cells.value_text = words.word
    cross join lateral ({{ target_unit() }}) as unit
    cross join lateral ({{ unit_parts('unit.unit_filed') }}) as parts
    cross join lateral ({{ target_decision('indicators') }}) as decision
    cross join lateral ({{ target_operator('indicators') }}) as operators
    cross join lateral ({{ target_bounds('indicators') }}) as bounds
    cross join lateral ({{ target_outcome('indicators.actual_cell') }}) as outcome
    cross join lateral ({{ target_grading('indicators') }}) as grading
    cross join lateral ({{ target_doubts('indicators') }}) as doubts
)

select * from parsed
