-- A statement is compared with the one in the same place of the version before, and what counts now with what counts now for
-- the year before. Several statements of one undertaking in a year are told apart by their order.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with versions as (
    select * from {{ ref('int_versions') }}
),

current_years as (
    select
        *,
        row_number() over (partition by undertaking_key, year_key order by document_id, statement_no) as place
    from versions
    where is_current and year_key > 0
),

paired as (
    select
        'version' as comparison,
        newer.document_id,
        newer.statement_key,
        older.document_id as before_document_id,
        older.statement_key as before_statement_key
    from versions as newer
    inner join versions as older
        on
            newer.business_key = older.business_key
            and newer.version_no = older.version_no + 1
            and newer.ordinal = older.ordinal
    union all
    select
        'year' as comparison,
        newer.document_id,
        newer.statement_key,
        older.document_id as before_document_id,
        older.statement_key as before_statement_key
    from current_years as newer
    inner join current_years as older
        on
            newer.undertaking_key = older.undertaking_key
            and newer.year_key = older.year_key + 1
            and newer.place = older.place
)

select * from paired
