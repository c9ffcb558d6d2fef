-- Lines for rules that ask what a document says from first to last. A line between statements is the business of the one
-- before it. Numbers that one could call are counted and blotted out.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with document_rows as (select * from {{ ref('stg_document_rows') }}),

statements as (select * from {{ ref('statements_compared') }}),

audited as (
    select distinct document_id
    from statements
),

counted as (
    select
        document_rows.*,
        min(document_rows.statement_no) over (partition by document_rows.document_id) as first_statement_no,
        count(document_rows.statement_no) over (
            partition by document_rows.document_id order by document_rows.row_no
        ) as rows_of_statements
    from audited
    inner join document_rows on audited.document_id = document_rows.document_id
),

followed as (
    select
        *,
        coalesce(
            max(statement_no) over (partition by document_id, rows_of_statements), first_statement_no
        ) as nearest_statement_no
    from counted
),

parted as (
    select
        followed.document_id,
        statements.statement_key,
        followed.row_no,
        followed.role,
        least(followed.line_from + parts.part_no::integer - 1, followed.line_to) as line_no,
        parts.part_no::integer as part_no,
        {{ without_contacts('parts.part') }} as line,
        regexp_count(parts.part, {{ mobile_pattern() }}) as mobile_numbers
    from followed
    inner join statements
        on
            followed.document_id = statements.document_id
            and followed.nearest_statement_no = statements.statement_no
    cross join
        lateral
        regexp_split_to_table(followed.filed_text, '\n') with ordinality as parts (part, part_no)
    where btrim(parts.part) <> ''
)

select * from parted
