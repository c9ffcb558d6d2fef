{{ config(materialized='table') }}

with budget_lines as (select * from {{ ref('fct_budget_lines') }}),

targets as (select * from {{ ref('fct_indicator_targets') }}),

statements as (select * from {{ ref('dim_statement') }}),

money_units as (select * from {{ ref('money_units') }}),

labels as (
    select
        'fund_source' as kind,
        fund_source_filed as label
    from budget_lines
    where fund_source_key = 0
    union all
    select
        'budget_category',
        item_name
    from budget_lines
    where budget_category_key = 0
    union all
    select
        'money_unit',
        unit_filed
    from budget_lines
    where {{ money_unit_key('unit_filed') }} not in (select money_units.unit_name from money_units)
    union all
    select
        'indicator',
        coalesce(level2_filed, level1_filed)
    from targets
    where
        indicator_key = 0
        and mapping_method <> 'variant'
        and (level2_filed is not null or mapping_method = 'unmapped')
    union all
    select
        'unit',
        unit_filed
    from targets
    where unit_key = 0
    union all
    select
        'target_period',
        period_filed
    from targets
    where target_period is null
    union all
    select
        'county',
        coalesce(agency_filed, implementing_unit, title, file_name)
    from statements
    where county_key = 0
),

counted as (
    select
        kind,
        label,
        count(*) as occurrences
    from labels
    where label <> ''
    group by
        kind,
        label
)

select * from counted
