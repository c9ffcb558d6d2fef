-- The head over a row of the year before names the approved and adjusted budget, what was spent and what is carried over, and the
-- row files two of these at least and leaves others blank.
with document_rows as (select * from {{ ref('rows_compared') }}),

amounts as (
    select * from {{ ref('amounts_compared') }}
    where side = 'prior_year' and stage <> '' and is_sure
),

filed as (
    select
        statement_key,
        row_no,
        string_agg(stage, ' ') as stages,
        max(unit_filed) as unit_filed,
        coalesce(
            max(amount_yuan) filter (where stage ~ '调整'), max(amount_yuan) filter (where stage ~ '批')
        ) - max(amount_yuan) filter (where stage ~ '实际|支出数') as unspent,
        min(line_from) as line_from,
        max(line_to) as line_to
    from amounts
    group by
        statement_key,
        row_no
    having count(distinct stage) >= 2
),

blank as (
    select
        filed.*,
        parts.part,
        document_rows.line_from as head_line,
        parts.part ~ '结转' and filed.unspent >= 0 as is_told
    from filed
    inner join document_rows
        on filed.statement_key = document_rows.statement_key and filed.row_no - 1 = document_rows.row_no
    inner join {{ prior_year_parts() }} as parts (part, pattern)
        on document_rows.filed_text ~ parts.pattern and filed.stages !~ parts.pattern
    where document_rows.role = 'heading'
),

worded as (
    select
        *,
        case when is_told then {{ money_words('unspent', 'unit_filed') }} end as expected
    from blank
),

found as (
    select
        statement_key,
        row_no,
        array[row_no - 1, row_no] as row_nos,
        part as element,
        null::text as filed,
        expected,
        null::numeric as difference,
        head_line as line_from,
        line_to,
        format('上年预算情况的“%s”未填报%s', part, '，按已填数应为 ' || expected) as message_zh,
        format('“%s” of the year before is left blank%s', part, '; the others leave ' || expected)
            as message_en
    from worded
)

select * from found
