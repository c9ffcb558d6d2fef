-- Fields without a column in the facts (指标方向性) count as kept in raw; so do level labels without an indicator.
-- A form with two value columns may print a name beside each. A name is kept with the ordinal that its line has.
with budget_lines as (select * from {{ ref('fct_budget_lines') }}),

targets as (select * from {{ ref('fct_indicator_targets') }}),

indicators as (select * from {{ ref('stg_indicators') }}),

document_rows as (select * from {{ ref('stg_document_rows') }}),

cells as (
    select
        document_id,
        row_no,
        null as period_filed,
        to_jsonb(budget_lines) as by_field
    from budget_lines
    union all
    select
        document_id,
        row_no,
        period_filed,
        to_jsonb(targets) - 'indicator_name'
    from targets
    union all
    select
        document_id,
        row_no,
        period_filed,
        -- where nothing else describes the indicator its content is the description of the fact
        jsonb_build_object(
            'indicator_name', name_filed,
            'direction', direction_filed,
            'content', case when description_filed is not null then content_filed end
        )
    from indicators
    union all
    select
        document_id,
        row_no,
        null,
        case when role = 'heading' then fields else fields - array['level1', 'level2'] end
    from document_rows
    where role <> 'indicator'
),

kept as (
    select distinct
        cells.document_id,
        cells.row_no,
        cells.period_filed,
        cell.key as field,
        cell.value as filed
    from cells
    cross join lateral jsonb_each_text(cells.by_field) as cell
    where
        cell.value <> ''
        and cell.key in (
            'item_name', 'content', 'fund_source_filed', 'stage_filed', 'level1', 'level1_filed', 'level2',
            'level2_filed', 'indicator_name', 'description', 'note', 'basis', 'standard', 'reason',
            'deviation_reason', 'direction', 'actual_unit_filed'
        )
)

select * from kept
