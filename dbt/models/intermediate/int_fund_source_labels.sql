-- A label that the page has cut (预算批, 年末结转结) is known by its beginning, if only one meaning begins so.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with synonyms as (
    select * from {{ ref('fund_source_synonyms') }}
),

keyed as (
    select
        {{ label_key('label') }} as label_key,
        fund_source_code,
        is_total
    from synonyms
),

beginnings as (
    select
        left(keyed.label_key, beginning_length) as label_key,
        min(keyed.fund_source_code) as fund_source_code,
        bool_and(keyed.is_total) as is_total
    from keyed
    cross join lateral generate_series(3, length(keyed.label_key) - 1) as beginning_length
    group by left(keyed.label_key, beginning_length)
    having min(keyed.fund_source_code) = max(keyed.fund_source_code)
),

known as (
    select * from keyed
    union all
    select * from beginnings
    where label_key not in (select keyed.label_key from keyed)
)

select * from known
