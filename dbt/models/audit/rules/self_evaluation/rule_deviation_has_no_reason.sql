-- The form asks for the reason of a deviation, a target was missed by more than one in a hundred or passed by more than three in ten,
-- and the cell holds no reason.
with document_rows as (
    select * from {{ ref('rows_compared') }}
    where role = 'heading' and regexp_replace(filed_text, '[\s|]', '', 'g') ~ '指标.*(偏差|未完成|原因).*(原因|分析|说明|措施)'
),

targets as (
    select
        *,
        {{ is_missed() }} as is_missed
    from {{ ref('targets_compared') }}
    where {{ is_comparable() }} and not ({{ has_reason() }})
),

unexplained as (
    select * from targets
    where
        (is_missed or (operator in ('>=', '>') and value > 0 and actual_value > value * 1.3))
        and exists (
            select 1 from document_rows
            where document_rows.statement_key = targets.statement_key
        )
),

found as (
    select
        {{ found_in_row('target_no') }},
        actual_filed as filed,
        replace(target_filed, '|', '') as expected,
        actual_value - value as difference,
        format(
            '指标“%s”指标值 %s，实际完成 %s，未说明偏差原因', indicator_name, replace(target_filed, '|', ''), actual_filed
        ) as message_zh,
        format(
            '“%s” was to be %s and came to %s; the cell for the reason holds none',
            indicator_name,
            replace(target_filed, '|', ''),
            actual_filed
        ) as message_en
    from unexplained
)

select * from found
