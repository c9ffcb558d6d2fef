-- Fields without a column in the facts (备注, 评分标准) count as kept in raw; so do level labels without an indicator.
with budget_lines as (
    select * from {{ ref('fct_budget_lines') }}
),

targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

cells as (
    select
        document_id,
        row_no,
        to_jsonb(budget_lines) as by_field
    from budget_lines
    union all
    select
        document_id,
        row_no,
        to_jsonb(targets)
    from targets
    union all
    select
        document_id,
        row_no,
        case when role = 'heading' then fields else fields - array['level1', 'level2'] end
    from document_rows
),

kept as (
    select distinct
        cells.document_id,
        cells.row_no,
        cell.key as field,
        cell.value as filed
    from cells
    cross join lateral jsonb_each_text(cells.by_field) as cell
    where
        cell.key in (
            'item_name', 'content', 'fund_source_filed', 'stage_filed', 'level1', 'level1_filed',
            'level2', 'level2_filed', 'indicator_name', 'description', 'target_filed', 'weight',
            'actual_filed', 'score', 'note', 'basis', 'standard', 'reason', 'direction'
        )
)

select * from kept
