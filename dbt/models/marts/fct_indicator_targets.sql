{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

-- Materialized: a planner that takes a fresh load for a handful of rows would parse every target again for each.
with targets as materialized (
    select * from {{ ref('int_targets_parsed') }} as parsed
    where {{ is_restated_document('parsed') }}
),

indicators as materialized (
    select * from {{ ref('int_indicators_mapped') }} as labelled
    where {{ is_restated_document('labelled') }}
),

statements as (select * from {{ ref('int_statements') }}),

target_periods as (select * from {{ ref('target_periods') }}),

doubts as (select * from {{ ref('doubts') }}),

joined as (
    select
        document_id,
        statements.statement_key,
        row_no,
        target_no,
        statements.county_key,
        statements.year_key,
        statements.agency_key,
        statements.is_current,
        indicators.indicator_key,
        indicators.inferred_indicator_key,
        indicators.mapping_method,
        targets.unit_key,
        targets.level1_filed,
        targets.level2_filed,
        {{ without_contacts('targets.indicator_name') }} as indicator_name,
        {{ without_contacts('coalesce(targets.description_filed, targets.content_filed)') }} as description,
        {{ without_contacts('targets.period_filed') }} as period_filed,
        periods.target_period,
        {{ without_contacts('targets.place_filed') }} as place_filed,
        {{ without_contacts('targets.target_filed') }} as target_filed,
        targets.target_kind,
        targets.operator,
        targets.operator_source,
        targets.value,
        targets.lower_bound,
        targets.upper_bound,
        targets.unit_filed,
        targets.denominators,
        targets.value_base,
        {{ without_contacts('targets.qualitative_target') }} as qualitative_target,
        targets.qualitative_class,
        targets.target_date,
        targets.period_starts_on,
        targets.period_ends_on,
        targets.is_growth,
        targets.weight,
        {{ without_contacts('targets.actual_filed') }} as actual_filed,
        targets.actual_value,
        {{ without_contacts('targets.actual_unit_filed') }} as actual_unit_filed,
        targets.score,
        {{ without_contacts('targets.deviation_reason') }} as deviation_reason,
        {{ without_contacts('targets.note') }} as note,
        {{ without_contacts('targets.basis') }} as basis,
        {{ without_contacts('targets.standard') }} as standard,
        judged.confidence,
        judged.confidence_reason,
        judged.confidence_reason_zh,
        targets.is_corrected,
        targets.line_from,
        targets.line_to,
        targets.load_id
    from targets
    inner join indicators using (document_id, row_no, target_no)
    inner join statements using (document_id, statement_no)
    left join lateral ({{ target_period('targets.period_filed') }}) as periods on true
    cross join lateral ({{ confidence_of('targets.reason_codes || indicators.reason_codes') }}) as judged
)

select * from joined
