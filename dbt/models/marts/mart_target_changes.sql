-- Matched by bare name without its year, unit dimension, period and place; where a name stands twice, by its order.
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
        targets.*,
        units.base_unit,
        coalesce(targets.value_base, targets.value) as figure,
        replace({{ folded_text('targets.target_filed') }}, '|', '') as words,
        replace({{ without_year(folded_text('targets.target_filed')) }}, '|', '') as words_of_any_year,
        concat_ws(
            '|', {{ without_year(bare_name('targets.indicator_name')) }},
            coalesce(units.dimension, {{ folded_text('targets.unit_filed') }}, ''),
            coalesce(targets.target_period, ''), coalesce({{ folded_text('targets.place_filed') }}, '')
        ) as match_name
    from {{ ref('fct_indicator_targets') }} as targets
    inner join {{ ref('dim_unit') }} as units on targets.unit_key = units.unit_key
    where {{ is_in_a_pair('targets') }}
),

{{ sides_of_pairs('target_no') }},

compared as (
    select
        {{ change_of_pair('target_no') }},
        coalesce(a.indicator_name, b.indicator_name) as indicator_name,
        {{ change_kind('b.figure', 'a.figure') }} as change_kind,
        b.target_filed as before_target_filed,
        a.target_filed,
        b.figure as before_value_base,
        a.figure as value_base,
        a.figure - b.figure as difference,
        coalesce(a.base_unit, b.base_unit) as base_unit,
        {{ places_of_change('target_no') }}
    from {{ rows_side_by_side() }}
    where
        b.row_no is null or a.row_no is null or b.figure <> a.figure or b.operator is distinct from a.operator
        -- 2023年底前 and 2024年底前 is the same promise, a year later
        or (
            (b.figure is null or a.figure is null) and b.words is distinct from a.words
            and (pairs.comparison = 'version' or b.words_of_any_year <> a.words_of_any_year)
        )
)

select * from compared
