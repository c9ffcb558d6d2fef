-- Staffing of the statements that the present build audits; small enough to be read in place.
{{ config(materialized='view', schema='intermediate') }}

with staffing as (
    select * from {{ ref('fct_staffing') }}
),

statements as (
    select * from {{ ref('statements_compared') }}
),

stated as (
    select staffing.*
    from statements
    inner join staffing
        on
            statements.document_id = staffing.document_id
            and statements.statement_key = staffing.statement_key
)

select * from stated
