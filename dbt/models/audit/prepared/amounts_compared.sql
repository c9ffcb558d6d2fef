-- Amounts of one table may be added up with each other, those of prose only with what stands in the same paragraph.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with budget_lines as (select * from {{ ref('fct_budget_lines') }}),

statements as (select * from {{ ref('statements_compared') }}),

fund_sources as (select * from {{ ref('dim_fund_source') }}),

budget_categories as (select * from {{ ref('dim_budget_category') }}),

coded as (
    select
        budget_lines.document_id,
        budget_lines.statement_key,
        statements.statement_kind,
        statements.project_name,
        case when statements.statement_kind = 'narrative' then budget_lines.row_no else 0 end as block,
        budget_lines.row_no,
        budget_lines.amount_no,
        budget_lines.item_name,
        budget_lines.content,
        budget_lines.fund_source_filed,
        fund_sources.fund_source_code,
        fund_sources.parent_code as fund_parent_code,
        above.parent_code as fund_grandparent_code,
        budget_categories.category_code,
        budget_categories.parent_code as category_parent_code,
        budget_lines.side,
        coalesce(budget_lines.stage_filed, '') as stage,
        budget_lines.amount_filed,
        budget_lines.unit_filed,
        budget_lines.amount_yuan,
        case
            when budget_lines.side <> 'change' or budget_lines.amount_yuan = 0 then budget_lines.amount_yuan
            else budget_lines.amount_yuan * budget_lines.change_sign
        end as signed_yuan,
        case when budget_lines.unit_filed ~ '万' then 10000 else 1 end as unit_yuan,
        trim_scale(case when budget_lines.unit_filed ~ '万' then 10000 else 1 end * power(
            10::numeric, -coalesce(length(substring(budget_lines.amount_filed from '\.([0-9]+)')), 0)
        )) as digit_yuan,
        budget_lines.is_total,
        budget_lines.confidence,
        budget_lines.amount_yuan is not null and budget_lines.confidence <> 'doubtful' as is_sure,
        budget_lines.line_from,
        budget_lines.line_to
    from budget_lines
    inner join statements
        on
            budget_lines.document_id = statements.document_id
            and budget_lines.statement_key = statements.statement_key
    inner join fund_sources on budget_lines.fund_source_key = fund_sources.fund_source_key
    left join fund_sources as above on fund_sources.parent_code = above.fund_source_code
    inner join budget_categories on budget_lines.budget_category_key = budget_categories.budget_category_key
)

select * from coded
