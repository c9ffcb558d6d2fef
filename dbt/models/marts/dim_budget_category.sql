{{ config(
    materialized='incremental', incremental_strategy='append',
    on_schema_change='append_new_columns', pre_hook='{{ delete_all_rows() }}'
) }}

with budget_categories as (
    select * from {{ ref('budget_categories') }}
),

described as (
    select
        budget_category_key,
        category_code,
        parent_code,
        name_zh,
        name_en,
        is_memo
    from budget_categories
)

select * from described
