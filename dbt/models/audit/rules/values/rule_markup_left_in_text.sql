-- LaTeX ($\geq 90\%$), Markdown (**) or HTML (<p>) was left in the text. Stars behind a sign (≥**人) are blanks of a template.
with markups as (select * from {{ ref('text_markups') }}),

document_rows as (select * from {{ ref('rows_compared') }}),

marked as (
    select
        document_rows.statement_key,
        document_rows.row_no,
        document_rows.line_from,
        document_rows.line_to,
        markups.markup,
        substring(document_rows.filed_text from markups.markup_pattern) as sample
    from document_rows
    inner join markups on document_rows.filed_text ~ markups.markup_pattern
),

counted as (
    select
        statement_key,
        markup,
        min(sample) as sample,
        count(*) as marked_rows
    from marked
    group by
        statement_key,
        markup
),

told as (
    select
        statement_key,
        string_agg(sample, ' ' order by markup) as samples,
        string_agg(format('%s“%s” %s 行', markup, sample, marked_rows), '，' order by markup) as words_zh,
        string_agg(format('%s “%s” (rows: %s)', markup, sample, marked_rows), ', ' order by markup)
            as words_en
    from counted
    group by statement_key
),

found as (
    select
        marked.statement_key,
        min(marked.row_no) as row_no,
        array_agg(marked.row_no) as row_nos,
        '' as element,
        min(told.samples) as filed,
        null::text as expected,
        null::numeric as difference,
        format('文中残留排版标记：%s', min(told.words_zh)) as message_zh,
        format('Markup was left in the text: %s', min(told.words_en)) as message_en,
        min(marked.line_from) as line_from,
        max(marked.line_to) as line_to
    from marked
    inner join told on marked.statement_key = told.statement_key
    group by marked.statement_key
)

select * from found
