with indicators as (
    select * from {{ ref('stg_indicators') }}
),

corrections as (
    select * from {{ ref('int_corrections') }}
    where list_name = 'targets'
),

corrected as (
    select
        indicators.*,
        {{ corrected('indicators.level1_filed', 'level1') }} as level1_label,
        {{ corrected('indicators.level2_filed', 'level2') }} as level2_label,
        {{ corrected('indicators.operator_cell_filed', 'operator') }} as operator_cell,
        {{ corrected('indicators.value_cell_filed', 'value') }} as value_cell,
        {{ corrected('indicators.unit_cell_filed', 'unit') }} as unit_cell,
        {{ corrected('indicators.actual_filed', 'actual') }} as actual_cell,
        {{ corrected('indicators.weight_filed', 'weight') }} as weight_cell,
        {{ corrected('indicators.score_filed', 'score') }} as score_cell,
        corrections.by_field is not null as is_corrected
    from indicators
    left join corrections
        on
            indicators.document_id = corrections.document_id
            and indicators.row_no = corrections.row_no
            and indicators.target_no = corrections.element_no
)

select * from corrected
