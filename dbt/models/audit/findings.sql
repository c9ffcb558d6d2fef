-- The register of rules: a new rule is a file rule_*.sql with these columns, and its name in this list.
{{ config(materialized='table') }}

{%- set rules = [
    'rule_date_does_not_exist',
    'rule_money_states_no_unit',
    'rule_parts_do_not_sum_to_total',
] %}

with found as (
    {%- for rule in rules %}
    select
        rule_code,
        severity,
        statement_key,
        row_no,
        element,
        filed,
        expected,
        difference::numeric as difference,
        message_zh,
        message_en,
        line_from,
        line_to
    from {{ ref(rule) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

keyed as (
    select
        {{ int_key(['rule_code', 'statement_key', 'row_no', 'element']) }} as finding_key,
        rule_code,
        severity,
        statement_key,
        row_no,
        {{ without_contacts('filed') }} as filed,
        expected,
        difference,
        {{ without_contacts('message_zh') }} as message_zh,
        {{ without_contacts('message_en') }} as message_en,
        line_from,
        line_to
    from found
)

select * from keyed
