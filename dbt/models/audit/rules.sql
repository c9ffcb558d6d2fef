-- What the yml beside each rule says of it in meta.
{{ config(materialized='table') }}

with registered as (
    {%- for rule in registered_rules() %}
    select
        {{ text_literal(rule.rule_code) }} as rule_code,
        {{ text_literal(rule.dq_id) }} as dq_id,
        {{ text_literal(rule.severity) }} as severity,
        {{ text_literal(rule.category) }} as category,
        {{ text_literal(rule.text_zh) }} as text_zh,
        {{ text_literal(rule.text_en) }} as text_en
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * from registered
