-- Words that several targets or amounts of a row share count once; the targets and amounts themselves each for itself.
with words as (select * from {{ ref('words_kept') }}),

targets as (select * from {{ ref('fct_indicator_targets') }}),

indicators as (select * from {{ ref('stg_indicators') }}),

budget_lines as (select * from {{ ref('fct_budget_lines') }}),

attributes as (select * from {{ ref('stg_attributes') }}),

kept as (
    select
        document_id,
        row_no,
        filed
    from words
    union all
    select
        document_id,
        row_no,
        concat_ws(' ', target_filed, actual_filed)
    from targets
    union all
    select
        document_id,
        row_no,
        concat_ws(' ', weight_filed, score_filed)
    from indicators
    union all
    select
        document_id,
        row_no,
        amount_filed
    from budget_lines
    union all
    select
        document_id,
        row_no,
        concat_ws(' ', attribute_name, attribute_value)
    from attributes
),

figured as (
    select
        kept.document_id,
        kept.row_no,
        figures.figure
    from kept
    cross join lateral ({{ figures_in('kept.filed') }}) as figures
)

select * from figured
