-- An item without category is a task or project, unless it is a source of funds. Revenue has no category; a project keeps its
-- name even if the name means a category elsewhere (培训费).
with amounts as (
    select * from {{ ref('int_amounts_by_fund_source') }}
),

labels as (
    select * from {{ ref('int_budget_category_labels') }}
),

budget_categories as (
    select * from {{ ref('budget_categories') }}
),

coded as (
    select
        amounts.*,
        coalesce(labels.is_total, {{ is_total_word('amounts.item_key') }}) as is_item_total,
        case
            when amounts.side = 'revenue' then 'NA'
            when amounts.item_key = {{ label_key('amounts.project_name') }} then 'EX.PRJ'
            when labels.category_code is not null then labels.category_code
            when amounts.side = 'asset' then 'MM.AST'
            when amounts.side = 'procurement' then 'MM.PUR'
            when amounts.item_key ~ '^(金额)?(合计|总计|小计|共计|总额)$' then 'EX'
            -- the whole by its sources: 财政拨款 5480.75 beside 基本支出 and 项目支出
            when amounts.item_key = amounts.fund_source_label_key then 'EX'
            when amounts.side in ('expenditure', 'budgeted', 'adjusted', 'executed') then 'EX.PRJ'
            else 'UNMAPPED'
        end as category_code
    from amounts
    left join labels on amounts.item_key = labels.label_key
),

classified as (
    select
        coded.*,
        budget_categories.budget_category_key,
        coded.is_fund_total or coded.is_item_total or coded.has_parts as is_total,
        case
            when coded.change_text ~ '[增升涨提]' then 1
            when coded.change_text ~ '[减降]' then -1
        end as change_sign
    from coded
    inner join budget_categories on coded.category_code = budget_categories.category_code
)

select * from classified
