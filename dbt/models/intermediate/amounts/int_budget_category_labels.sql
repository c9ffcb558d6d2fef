-- A label that the page has cut is known by its beginning, if only one meaning begins so.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with synonyms as (
    select * from {{ ref('budget_category_synonyms') }}
),

known as (
    {{ known_labels('synonyms', 'category_code') }}
)

select * from known
