-- A heading or a title numbered n stands where nothing before it in the document is numbered n-1, though smaller numbers are. Lists
-- within sections start anew, so only a number missing altogether is spoken of. Tables may leave out rows.
with lines as (select * from {{ ref('lines_compared') }}),

statements as (select * from {{ ref('statements_compared') }}),

marked as (
    select
        lines.document_id,
        lines.line_no,
        'heading' as style,
        {{ chinese_number('mark.no[1]') }} as number
    from lines
    cross join lateral regexp_matches(lines.line, '([一二三四五六七八九十]{1,3})[、.．]', 'g') as mark (no)
    union all
    select
        lines.document_id,
        lines.line_no,
        'title',
        mark.no[1]::numeric
    from lines
    cross join lateral regexp_matches(lines.line, '(?:^|[^0-9.])([0-9]{1,2})\s*[.、．]', 'g') as mark (no)
),

numbered as (
    select
        document_id,
        statement_key,
        row_no,
        line_no,
        'heading' as style,
        btrim(line, ' *#') as heading,
        {{ chinese_number("substring(line from '^[\\s*#]*([一二三四五六七八九十]{1,3})、')") }} as number
    from lines
    where role in ('narrative', 'title') and line ~ '^[\s*#]*[一二三四五六七八九十]{1,3}、' and line !~ '[|\t]'
    union all
    select
        document_id,
        statement_key,
        null,
        line_from,
        'title',
        title,
        substring(title from '^\s*([0-9]{1,2})\s*[.、．]\s*[^0-9]')::numeric
    from statements
),

gaps as (
    select distinct on (late.document_id, late.style, late.number) late.*
    from numbered as late
    where
        exists (
            select 1 from numbered as early
            where
                early.document_id = late.document_id and early.style = late.style
                and early.line_no < late.line_no and early.number < late.number - 1
        ) and not exists (
            select 1 from marked as early
            where
                early.document_id = late.document_id and early.style = late.style
                and early.line_no <= late.line_no and early.number = late.number - 1
        )
    order by
        late.document_id,
        late.style,
        late.number,
        late.line_no
),

found as (
    select
        {{ found_in_row(
            'style || number',
            rows='case when row_no is not null then array[row_no] end',
            line='line_no',
            without=['difference']
        ) }},
        left(heading, 40) as filed,
        (number - 1)::text as expected,
        format('“%s”之前没有第 %s 项，编号不连续', left(heading, 40), number - 1) as message_zh,
        format('Nothing before “%s” is numbered %s', left(heading, 40), number - 1) as message_en
    from gaps
)

select * from found
