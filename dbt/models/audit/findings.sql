-- A new rule is a model rule_*.sql with these columns in the folder of its category, and what it is in meta of its yml.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='document_id',
    indexes=[{'columns': ['document_id']}],
    pre_hook='{{ delete_new_documents() }}'
) }}

with found as (
    {%- for rule in audit_rules() %}
    select
        '{{ rule }}' as rule_code,
        statement_key,
        row_no,
        row_nos,
        element,
        filed,
        expected,
        trim_scale(difference::numeric) as difference,
        message_zh,
        message_en,
        line_from,
        line_to
    from {{ ref('rule_' ~ rule) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

registered as (select * from {{ ref('rules') }}),

statements as (select * from {{ ref('statements_compared') }}),

-- what one rule says twice of one place is one finding
keyed as (
    select distinct on (found.rule_code, found.statement_key, found.row_no, found.element)
        {{ int_key(['found.rule_code', 'found.statement_key', 'found.row_no', 'found.element']) }}
            as finding_key,
        statements.document_id,
        found.rule_code,
        registered.severity,
        found.statement_key,
        found.row_no,
        (
            select array_agg(distinct used.row_no order by used.row_no)
            from unnest(found.row_nos) as used (row_no)
        ) as row_nos,
        {{ without_contacts('found.filed', '[:：|[:space:]]+') }} as filed,
        found.expected,
        found.difference,
        {{ without_contacts('found.message_zh') }} as message_zh,
        {{ without_contacts('found.message_en') }} as message_en,
        found.line_from,
        found.line_to,
        statements.load_id
    from found
    inner join registered on found.rule_code = registered.rule_code
    inner join statements on found.statement_key = statements.statement_key
    order by found.rule_code, found.statement_key, found.row_no, found.element, found.message_zh
)

select * from keyed
