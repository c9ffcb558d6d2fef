with amounts as (
    select * from {{ ref('stg_amounts') }}
),

corrections as (
    select * from {{ ref('int_corrections') }}
    where list_name = 'amounts'
),

corrected as (
    select
        amounts.document_id,
        amounts.row_no,
        amounts.amount_no,
        amounts.statement_no,
        {{ corrected('amounts.item_name', 'item') }} as item_name,
        {{ corrected('amounts.content', 'content') }} as content,
        amounts.fund_source_filed,
        {{ corrected('amounts.fund_source_filed', 'fund_source') }} as fund_source_label,
        coalesce({{ corrected('amounts.side', 'side') }}, 'expenditure') as side,
        amounts.stage_filed,
        amounts.amount_filed,
        {{ corrected('amounts.amount_filed', 'amount') }} as amount_text,
        amounts.unit_filed,
        {{ corrected('amounts.unit_filed', 'unit') }} as unit_text,
        amounts.change_filed,
        {{ corrected('amounts.change_filed', 'change') }} as change_text,
        amounts.has_parts,
        amounts.doubts,
        corrections.by_field is not null as is_corrected,
        amounts.line_from,
        amounts.line_to
    from amounts
    left join corrections
        on
            amounts.document_id = corrections.document_id
            and amounts.row_no = corrections.row_no
            and amounts.amount_no = corrections.element_no
)

select * from corrected
