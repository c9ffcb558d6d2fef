-- A word of a scheme or an agency that a reform had replaced before the fiscal year. Names of documents keep their words, and what is
-- said to have been (原国土资源局, 建档立卡脱贫户) is no slip.
with obsolete_terms as (select * from {{ ref('obsolete_terms') }}),

statements as (
    select * from {{ ref('statements_compared') }}
    where fiscal_year_source = 'filed'
),

lines as (
    select
        *,
        regexp_replace(normalize(line, nfkc), '《[^《》]*》', '', 'g') as words
    from {{ ref('lines_compared') }}
    where role not in ('blank', 'unplaced') and line ~ (
        select string_agg(obsolete_terms.term, '|') from obsolete_terms
    )
),

used as (
    select
        lines.statement_key,
        lines.row_no,
        lines.line_no,
        lines.part_no,
        statements.year_key,
        obsolete_terms.*
    from lines
    inner join statements on lines.statement_key = statements.statement_key
    inner join obsolete_terms
        on
            statements.year_key > obsolete_terms.last_year
            and lines.words ~ ('(?<![原前旧])' || obsolete_terms.term || '(?!脱贫(户|人口|劳动力|家庭|群众))')
),

first_used as (
    select distinct on (used.statement_key, used.term) used.*
    from used
    where
        not exists (
            select 1
            from used as longer
            where
                longer.statement_key = used.statement_key and longer.row_no = used.row_no
                and longer.term <> used.term and strpos(longer.term, used.term) > 0
        )
    order by
        used.statement_key,
        used.term,
        used.line_no,
        used.part_no
),

found as (
    select
        {{ found_in_row('term', line='line_no', without=['difference']) }},
        term as filed,
        term_today as expected,
        format('“%s”是 %s 年以前的用语，%s 年应为“%s”', term, last_year + 1, year_key, term_today) as message_zh,
        format('“%s” was in use until %s; a filing of %s says “%s”', term, last_year, year_key, term_today)
            as message_en
    from first_used
)

select * from found
