-- A statement without an agency belongs to its implementing unit, else to the one agency its document names.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with statements as (
    select * from {{ ref('stg_statements') }}
),

names as (
    select * from {{ ref('int_agency_names') }}
),

document_agencies as (
    select
        statements.document_id,
        min(names.agency_name) as agency_name,
        min(names.scope) as scope
    from statements
    inner join names on statements.agency_filed = names.name_filed
    group by statements.document_id
    having min(names.agency_name) = max(names.agency_name)
),

named as (
    select
        statements.document_id,
        statements.statement_no,
        coalesce(agencies.agency_name, units.agency_name, document_agencies.agency_name) as agency_name,
        case
            when agencies.agency_name is not null then agencies.scope
            when units.agency_name is not null then units.scope
            else document_agencies.scope
        end as scope,
        case
            when agencies.agency_name is not null then 'filed'
            when units.agency_name is not null then 'implementing_unit'
            when document_agencies.agency_name is not null then 'document'
            else 'none'
        end as agency_source,
        units.agency_name as implementing_unit_name
    from statements
    left join names as agencies on statements.agency_filed = agencies.name_filed
    left join names as units on statements.implementing_unit = units.name_filed
    left join document_agencies on statements.document_id = document_agencies.document_id
)

select * from named
