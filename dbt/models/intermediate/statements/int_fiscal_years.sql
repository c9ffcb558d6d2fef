-- A statement without a year has that of its document if there is but one, else the year in the file name.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (
    select * from {{ ref('stg_statements') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

document_years as (
    select
        document_id,
        min(fiscal_year) as fiscal_year
    from statements
    group by document_id
    having min(fiscal_year) = max(fiscal_year)
),

found as (
    select
        statements.document_id,
        statements.statement_no,
        statements.fiscal_year,
        document_years.fiscal_year as document_year,
        substring(documents.file_name from '(?<![0-9])(20[0-4][0-9])(?![0-9])')::integer as file_year
    from statements
    inner join documents on statements.document_id = documents.document_id
    left join document_years on statements.document_id = document_years.document_id
),

chosen as (
    select
        document_id,
        statement_no,
        coalesce(fiscal_year, document_year, file_year, 0) as fiscal_year,
        case
            when fiscal_year is not null then 'filed'
            when document_year is not null then 'document'
            when file_year is not null then 'file_name'
            else 'none'
        end as fiscal_year_source
    from found
),

bounded as (
    select
        document_id,
        statement_no,
        case when fiscal_year between 2005 and 2040 then fiscal_year else 0 end as year_key,
        fiscal_year_source
    from chosen
)

select * from bounded
