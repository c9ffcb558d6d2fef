-- Tasks of a department's form (任务名称, 主要内容, 预算金额): amounts of all funds that are no total of others.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with amounts as (
    select * from {{ ref('amounts_compared') }}
),

tasks as (
    select
        *,
        concat(item_name, '，', content) as words
    from amounts
    where
        statement_kind = 'department_overall'
        and side = 'expenditure'
        and fund_source_code = 'FS'
        and category_code not in ('EX', 'EX.BAS')
        and item_name <> ''
        and amount_yuan > 0
        and is_sure
)

select * from tasks
