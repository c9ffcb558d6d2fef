-- Pages and forms say when they were published in a line of their own, 发布时间：2023-02-15, above the tables; forms also as an
-- attribute. What stands between targets speaks of other things.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with filed_rows as (
    select * from {{ ref('stg_document_rows') }} as filed
    where {{ is_new_document('filed') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

first_facts as (
    select
        document_id,
        min(row_no) as row_no
    from filed_rows
    where role in ('indicator', 'amount')
    group by document_id
),

stated as (
    select
        filed_rows.document_id,
        filed_rows.row_no,
        {{ publication_date('filed_rows.filed_text') }} as published_on
    from filed_rows
    left join first_facts on filed_rows.document_id = first_facts.document_id
    where
        filed_rows.filed_text ~ '公开|发布|公示|公布'
        and (
            filed_rows.role = 'attribute'
            or (
                filed_rows.role not in ('indicator', 'amount')
                and filed_rows.row_no < coalesce(first_facts.row_no, filed_rows.row_no + 1)
            )
        )
),

chosen as (
    select distinct on (stated.document_id)
        stated.document_id,
        stated.published_on,
        documents.load_id
    from stated
    inner join documents on stated.document_id = documents.document_id
    where stated.published_on is not null
    order by
        stated.document_id,
        stated.row_no
)

select * from chosen
