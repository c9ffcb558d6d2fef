-- The head of the table names a column for the grounds of the targets or for the standard of scoring, and no target fills it.
with document_rows as (
    select * from {{ ref('rows_compared') }}
    where role = 'heading' and filed_text ~ '三级指标|指标名称'
),

targets as (
    select
        statement_key,
        count(basis) as bases,
        count(standard) as standards
    from {{ ref('targets_compared') }}
    group by statement_key
    having count(*) > 2
),

columns_of_form (label, pattern) as (
    values ('指标值确定依据', '确定依据|设定依据|设置依据'), ('评分标准', '评分标准|扣\)?分标准|计分标准')
),

blank as (
    select
        document_rows.*,
        columns_of_form.label
    from document_rows
    inner join targets on document_rows.statement_key = targets.statement_key
    inner join columns_of_form
        on
            document_rows.filed_text ~ columns_of_form.pattern
            and case columns_of_form.label when '评分标准' then targets.standards else targets.bases end = 0
),

found as (
    select
        {{ found_in_row('label', without=['filed', 'expected', 'difference']) }},
        format('表中有“%s”一栏，全部指标均未填写', label) as message_zh,
        format('The form has a column “%s”, which no indicator fills', label) as message_en
    from blank
)

select * from found
