-- What a finding speaks of, to be shown beside it; the rest of a filing stays in raw. Names and numbers of persons to be called
-- are blotted, wherever in the document they stand.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with findings as (select * from {{ ref('findings') }}),

statements as (select * from {{ ref('statements_compared') }}),

document_rows as (
    select * from {{ ref('rows_compared') }}
    where role <> 'blank'
),

attributes as (select * from {{ ref('stg_attributes') }}),

personal_attributes as (select * from {{ ref('personal_attributes') }}),

persons as (
    {{ persons_to_be_called('attributes', 'personal_attributes', 'statements') }}
),

patterns as (
    select
        document_id,
        row_no,
        string_agg(pattern, '|') as pattern
    from persons
    group by
        document_id,
        row_no
),

spoken_of as (
    select distinct
        findings.document_id,
        document_rows.row_no
    from findings
    inner join document_rows on findings.document_id = document_rows.document_id
    where case
        when findings.row_nos is not null then document_rows.row_no = any(findings.row_nos)
        else
            findings.statement_key = document_rows.statement_key
            and document_rows.line_to >= findings.line_from and document_rows.line_from <= findings.line_to
    end
),

quoted as (
    select
        document_rows.document_id,
        document_rows.statement_key,
        document_rows.row_no,
        document_rows.line_from,
        document_rows.line_to,
        {{ without_contacts(blotted(blotted('document_rows.filed_text', 'own.pattern'), 'whole.pattern'),
                            '[:：|[:space:]]+') }} as filed_text,
        statements.load_id
    from document_rows
    inner join statements on document_rows.statement_key = statements.statement_key
    inner join spoken_of
        on document_rows.document_id = spoken_of.document_id and document_rows.row_no = spoken_of.row_no
    left join patterns as own
        on document_rows.document_id = own.document_id and document_rows.row_no = own.row_no
    left join patterns as whole on document_rows.document_id = whole.document_id and whole.row_no = 0
)

select * from quoted
