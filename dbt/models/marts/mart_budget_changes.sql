-- Matched by item without its year, source of funds, side, stage and category; where an item stands twice, by its order.
{{ config(
    materialized='incremental', incremental_strategy='append', pre_hook='{{ delete_changed_comparisons() }}',
    indexes=[{'columns': ['document_id']}, {'columns': ['before_document_id']}]
) }}

with statements as (select * from {{ ref('dim_statement') }}),

pairs as (
    select
        *,
        {{ int_key(['comparison', 'before_statement_key', 'statement_key']) }} as pair_key
    from {{ ref('int_statement_pairs') }} as filed
    where {{ is_to_compare('filed') }}
),

named as (
    select
        amounts.*,
        replace({{ folded_text('amounts.amount_filed') }}, ',', '') as words,
        concat_ws(
            '|', coalesce({{ without_year(label_key('amounts.item_name')) }}, ''), amounts.fund_source_key,
            amounts.side, coalesce({{ folded_text('amounts.stage_filed') }}, ''),
            amounts.budget_category_key, coalesce(amounts.change_sign, 0), amounts.is_total
        ) as match_name
    from {{ ref('fct_budget_lines') }} as amounts
    where {{ is_in_a_pair('amounts') }}
),

{{ sides_of_pairs('amount_no') }},

compared as (
    select
        {{ change_of_pair('amount_no') }},
        coalesce(a.item_name, b.item_name) as item_name,
        coalesce(a.fund_source_key, b.fund_source_key) as fund_source_key,
        coalesce(a.side, b.side) as side,
        coalesce(a.is_total, b.is_total) as is_total,
        {{ change_kind('b.amount_yuan', 'a.amount_yuan') }} as change_kind,
        b.amount_filed as before_amount_filed,
        a.amount_filed,
        b.amount_yuan as before_amount_yuan,
        a.amount_yuan,
        a.amount_yuan - b.amount_yuan as difference_yuan,
        {{ places_of_change('amount_no') }}
    from {{ rows_side_by_side() }}
    where
        b.row_no is null or a.row_no is null or b.amount_yuan <> a.amount_yuan
        or ((b.amount_yuan is null or a.amount_yuan is null) and b.words is distinct from a.words)
)

select * from compared
