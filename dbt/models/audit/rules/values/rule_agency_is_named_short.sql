-- The title or a cell for a unit files an agency in its short form (甲县人社局) where the document names it in full elsewhere.
with statements as (select * from {{ ref('statements_compared') }}),

short_forms as (
    select * from {{ ref('agency_short_forms') }}
    where length(full_form) > length(short_form) + 1
),

lines as (
    select * from {{ ref('lines_compared') }}
    where role in ('title', 'attribute', 'heading')
),

named as (
    select
        document_id,
        regexp_replace(name, '^(\[[0-9]+\]|[0-9]+-)', '') as full_name
    from statements
    cross join lateral unnest(array[agency_filed, implementing_unit]) as name
    where name is not null
    group by
        document_id,
        full_name
),

shortened as (
    select
        named.*,
        left(named.full_name, -length(short_forms.full_form)) || short_forms.short_form as short_name
    from named
    inner join short_forms on right(named.full_name, length(short_forms.full_form)) = short_forms.full_form
    where length(named.full_name) > length(short_forms.full_form)
),

used as (
    select distinct on (statements.statement_key, shortened.short_name)
        statements.statement_key,
        lines.row_no,
        lines.line_no,
        shortened.short_name,
        shortened.full_name
    from shortened
    inner join statements
        on
            shortened.document_id = statements.document_id
            and (
                strpos(statements.title, shortened.short_name) > 0
                or shortened.short_name in (statements.agency_filed, statements.implementing_unit)
            )
    inner join lines
        on statements.statement_key = lines.statement_key and strpos(lines.line, shortened.short_name) > 0
    order by
        statements.statement_key,
        shortened.short_name,
        lines.line_no,
        lines.part_no
),

found as (
    select
        {{ found_in_row('short_name', line='line_no', without=['difference']) }},
        short_name as filed,
        full_name as expected,
        format('单位填作简称“%s”，全称为“%s”', short_name, full_name) as message_zh,
        format('The agency is filed as “%s”, in full “%s”', short_name, full_name) as message_en
    from used
)

select * from found
