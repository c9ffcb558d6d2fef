-- Promise 2. However it is written, a stated amount is a budget line once, and no budget line comes from elsewhere.
{{ config(
    severity='warn', tags=['one_document'], meta={'promise': 'each amount becomes one budget line'}
) }}

with amounts as (
    select
        document_id,
        row_no,
        amount_no
    from {{ ref('stg_amounts') }}
),

budget_lines as (
    select
        document_id,
        row_no,
        amount_no,
        count(*) as budget_lines
    from {{ ref('fct_budget_lines') }}
    group by
        document_id,
        row_no,
        amount_no
)

select
    document_id,
    row_no,
    amount_no,
    budget_lines.budget_lines
from amounts
full outer join budget_lines using (document_id, row_no, amount_no)
where amounts.row_no is null or budget_lines.budget_lines is distinct from 1
