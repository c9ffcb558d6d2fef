-- The name, or the value behind it, stands in another column than in most rows of its table, amid rows that keep to theirs. A
-- table whose rows leave out the blank cells before them has no columns to keep to.
with placed as (
    select
        *,
        name_at <> usual_name_at as is_name_shifted,
        name_at <> usual_name_at or coalesce(value_after <> usual_value_after, false) as is_shifted
    from {{ ref('columns_compared') }}
),

numbered as (
    select
        *,
        count(*) filter (where not is_shifted)
            over (partition by statement_key order by row_no)
            as rows_before,
        count(*) filter (where not is_shifted) over (partition by statement_key) as rows_in_place,
        bool_or(not is_shifted and keeps_blanks) over (partition by statement_key) as is_table
    from placed
),

runs as (
    select
        statement_key,
        is_name_shifted,
        min(row_no) as row_no,
        array_agg(row_no) as row_nos,
        count(*) as targets,
        string_agg(format('“%s”', indicator_name), '、' order by row_no) as names,
        string_agg(replace(filed_text, E'\t', '|'), ' / ' order by row_no) as filed,
        min(line_from) as line_from,
        max(line_to) as line_to
    from numbered
    where is_shifted and is_table and rows_before > 0 and rows_in_place > 3
    group by
        statement_key,
        rows_before,
        rows_in_place,
        is_name_shifted
    -- what is shifted to the end of a table may be another table
    having rows_before < rows_in_place or count(*) < 4
),

found as (
    select
        {{ found_in_row('row_no', rows='row_nos', without=['expected', 'difference']) }},
        filed,
        format(
            '%s 行单元格错位，%s不在本列：%s', targets,
            case when is_name_shifted then '指标名称' else '指标值' end, names
        ) as message_zh,
        format(
            'The cells of these rows are shifted, so that the %s stands in another column: %s',
            case when is_name_shifted then 'name' else 'value' end, names
        ) as message_en
    from runs
)

select * from found
