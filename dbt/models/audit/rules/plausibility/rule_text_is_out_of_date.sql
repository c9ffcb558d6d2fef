-- A form of this year speaks of a department's budget of two years ago or its accounts of three years ago: words of an old form. The
-- newest accounts that a budget can know are two years old. Names of documents and projects may hold old years.
with statements as (
    select * from {{ ref('statements_compared') }}
    where fiscal_year_source = 'filed'
),

lines as (
    select
        *,
        regexp_replace(normalize(line, nfkc), '《[^《》]*》', '', 'g') as words
    from {{ ref('lines_compared') }}
    where role in ('attribute', 'indicator', 'amount', 'narrative')
),

named as (
    select
        lines.statement_key,
        lines.row_no,
        lines.part_no,
        lines.line_no,
        statements.year_key,
        statements.project_name,
        mentioned.words as mention
    from lines
    inner join statements on lines.statement_key = statements.statement_key
    cross join lateral (
        select (regexp_matches(
            lines.words,
            '(?<![0-9])(20[0-9]{2}\s*年度?(?:部门|单位)(?:预算|决算))(?!数|批复|公开|报告|执行|安排|下达|资金|金额|支出|收入)',
            'g'
        ))[1] as words
    ) as mentioned
),

compared as (
    select distinct on (statement_key, row_no, part_no, mention)
        *,
        left(mention, 4)::integer as named_year
    from named
    where
        left(mention, 4)::integer <= year_key - case when mention ~ '决算' then 3 else 2 end
        and strpos(coalesce(project_name, ''), left(mention, 4)) = 0
),

found as (
    select
        {{ found_in_row('part_no || mention', line='line_no') }},
        mention as filed,
        year_key::text as expected,
        named_year - year_key as difference,
        format('%s 年的表中写有“%s”，似为旧表文字', year_key, mention) as message_zh,
        format('A form of %s speaks of “%s”, words of an old form', year_key, mention) as message_en
    from compared
)

select * from found
