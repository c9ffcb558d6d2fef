{{ config(materialized='table') }}

with registered as (
    select
        rule_code,
        dq_id,
        severity,
        category,
        text_zh,
        text_en
    from {{ ref('audit_rules') }}
)

select * from registered
