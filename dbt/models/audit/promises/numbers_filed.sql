-- Numbering (1、 指标2：), scores in brackets (50分), years in headings and prose and telephone numbers are no figures; nor is what
-- stands amid the words of a heading (单价20万元以上) or in sentences, which are no tables.
with statements as (
    select * from {{ ref('stg_statements') }}
),

document_rows as (
    select * from {{ ref('stg_document_rows') }}
    where role in ('indicator', 'amount', 'attribute', 'heading')
),

tabled as (
    select
        document_rows.document_id,
        document_rows.row_no,
        document_rows.role,
        regexp_replace(
            {{ without_contacts('normalize(document_rows.filed_text, nfkc)') }},
            case when statements.statement_kind = 'narrative' then '(19|20)[0-9]{2}年' else '^$' end,
            '',
            'g'
        ) as filed_text
    from document_rows
    inner join statements
        on
            document_rows.document_id = statements.document_id
            and document_rows.statement_no = statements.statement_no
    where statements.statement_kind <> 'narrative' or document_rows.filed_text !~ '[。，；;]|,(?![0-9]{3})'
),

unnumbered as (
    select
        document_id,
        row_no,
        role,
        regexp_replace(
            filed_text,
            '((^|[\t\n|])[\s*“"]*(\(?[0-9]{1,2}[)、.:](?![0-9])|(指标|目标|附件)[0-9]+:?))'
            || '|\(([0-9]+-)?[0-9]+\)?分\)?'
            || '|(?<=[一-龥( ])[0-9]+(\.[0-9]+)? ?分(?![一-龥])',
            '\2',
            'g'
        ) as filed_text
    from tabled
),

figured as (
    select
        unnumbered.document_id,
        unnumbered.row_no,
        figures.figure
    from unnumbered
    cross join lateral (
        {{ figures_in("case when role = 'heading' "
                      ~ "then regexp_replace(filed_text, '(?<![0-9.])(19|20)[0-9]{2}(?![0-9.])|[一-龥][^\\t\\n|]*', '', 'g') "
                      ~ "else filed_text end") }}
    ) as figures
)

select * from figured
