-- Only statements of documents that no standing build has audited: a night's audit costs what the night brought.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with statements as (
    select * from {{ ref('dim_statement') }}
),

fresh as (
    select * from statements
    where {{ is_to_audit('statements') }}
)

select * from fresh
