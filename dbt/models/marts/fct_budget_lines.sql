{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='document_id', indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with statements as (
    select * from {{ ref('int_statements') }}
),

amounts as (
    select * from {{ ref('int_amounts_classified') }} as classified
    where {{ is_restated_document('classified') }}
),

doubts as (
    select * from {{ ref('doubts') }}
),

stated as (
    select
        amounts.document_id,
        statements.statement_key,
        amounts.row_no,
        amounts.amount_no,
        statements.county_key,
        statements.year_key,
        statements.agency_key,
        amounts.fund_source_key,
        amounts.budget_category_key,
        statements.is_current,
        {{ without_contacts('amounts.item_name') }} as item_name,
        {{ without_contacts('amounts.content') }} as content,
        amounts.fund_source_filed,
        amounts.side,
        amounts.stage_filed,
        amounts.amount_filed,
        amounts.unit_stated as unit_filed,
        amounts.amount_yuan::numeric(20, 2) as amount_yuan,
        amounts.change_sign,
        amounts.is_total,
        judged.confidence,
        judged.confidence_reason,
        judged.confidence_reason_zh,
        amounts.is_corrected,
        amounts.line_from,
        amounts.line_to,
        statements.load_id
    from amounts
    inner join statements
        on amounts.document_id = statements.document_id and amounts.statement_no = statements.statement_no
    cross join lateral ({{ confidence_of('amounts.reason_codes') }}) as judged
)

select * from stated
