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
