-- What the columns of fund sources in one row say of its total. A part below another part of the row is not added again.
-- Tolerance is half a unit of the last digit for each addend, at least 0.01, in the unit filed.
with amounts as (
    select * from {{ ref('int_amounts_classified') }}
    where amount is not null
),

fund_sources as (
    select
        children.fund_source_code,
        array[children.parent_code, parents.parent_code] as codes_above
    from {{ ref('fund_sources') }} as children
    left join {{ ref('fund_sources') }} as parents on children.parent_code = parents.fund_source_code
),

columns_of_row as (
    select
        amounts.*,
        fund_sources.codes_above,
        amounts.is_total and amounts.fund_source_code = 'FS' as is_whole,
        array_remove(array_agg(amounts.fund_source_code) over (
            partition by
                amounts.document_id, amounts.row_no, amounts.item_name, amounts.side, amounts.stage_filed
        ), 'FS') as codes
    from amounts
    inner join fund_sources on amounts.fund_source_code = fund_sources.fund_source_code
),

summed as (
    select
        document_id,
        statement_no,
        row_no,
        item_name,
        side,
        stage_filed,
        min(unit_stated) as unit_filed,
        min(factor_to_yuan) as factor_to_yuan,
        sum(amount) filter (where is_whole) as total,
        sum(amount) filter (where not is_whole and not coalesce(codes_above && codes, false)) as parts,
        greatest(0.01, trim_scale(0.5 * power(10::numeric, -max(scale(amount))) * count(*))) as tolerance,
        -- 其中：市级 names one tier of the total; 财政拨款 and 其他资金 are meant to make it up
        bool_or(not is_whole and codes_above[1] = 'FS') as is_breakdown,
        min(line_from) as line_from,
        max(line_to) as line_to
    from columns_of_row
    where not codes && array['UNMAPPED', 'NS']
    group by document_id, statement_no, row_no, item_name, side, stage_filed
    having count(*) filter (where is_whole) = 1 and count(*) > 1 and count(distinct factor_to_yuan) = 1
)

select * from summed
