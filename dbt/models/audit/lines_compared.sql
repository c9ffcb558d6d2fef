-- Lines for rules that ask what a document says from first to last. A line between statements is the business of the one
-- before it. Numbers that one could call are counted and blotted out.
{{ config(
    materialized='table', schema='intermediate', grants={'select': []}, post_hook="analyze {{ this }}"
) }}

with document_rows as (
    select * from {{ ref('stg_document_rows') }}
),

statements as (
    select * from {{ ref('statements_compared') }}
),

audited as (
    select distinct document_id
    from statements
),

parted as (
    select
        document_rows.document_id,
        document_rows.statement_no,
        document_rows.row_no,
        document_rows.role,
        least(document_rows.line_from + parts.part_no::integer - 1, document_rows.line_to) as line_no,
        parts.part_no::integer as part_no,
        parts.part
    from audited
    inner join document_rows on audited.document_id = document_rows.document_id
    cross join
        lateral
        regexp_split_to_table(document_rows.filed_text, '\n') with ordinality as parts (part, part_no)
    where btrim(parts.part) <> ''
),

placed as (
    select
        parted.document_id,
        (
            select statements.statement_key
            from statements
            where statements.document_id = parted.document_id
            order by
                coalesce(statements.statement_no = parted.statement_no, false) desc,
                case when statements.line_from <= parted.line_no then 0 else 1 end,
                abs(statements.line_from - parted.line_no)
            limit 1
        ) as statement_key,
        parted.row_no,
        parted.role,
        parted.line_no,
        parted.part_no,
        {{ without_contacts('parted.part') }} as line,
        regexp_count(parted.part, {{ mobile_pattern() }}) as mobile_numbers
    from parted
)

select * from placed
