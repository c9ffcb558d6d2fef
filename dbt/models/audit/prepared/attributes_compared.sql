-- Attributes with the key of their statement; the persons to be called are left out before.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with attributes as (
    select * from {{ ref('int_attributes') }}
),

statements as (
    select * from {{ ref('statements_compared') }}
),

stated as (
    select
        statements.statement_key,
        statements.statement_kind,
        attributes.*
    from statements
    inner join attributes
        on
            statements.document_id = attributes.document_id
            and statements.statement_no = attributes.statement_no
    where {{ is_to_audit('attributes') }}
)

select * from stated
