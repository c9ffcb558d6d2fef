-- What the forms' cells for goals hold; a heading over columns of goals is a goal without words.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with attributes as (
    select * from {{ ref('attributes_compared') }}
),

statements as (
    select * from {{ ref('statements_compared') }}
),

goal_labels as (
    select distinct {{ label_key('label') }} as label_key
    from {{ ref('goal_labels') }}
),

stated as (
    select
        statements.document_id,
        statements.statement_key,
        statements.statement_no,
        statements.statement_kind,
        statements.project_name,
        attributes.row_no,
        attributes.attribute_no,
        attributes.attribute_name,
        attributes.attribute_value as goal,
        {{ folded_text('attributes.attribute_value') }} as folded_goal,
        attributes.line_from,
        attributes.line_to
    from attributes
    inner join statements on attributes.statement_key = statements.statement_key
    inner join goal_labels on attributes.label_key = goal_labels.label_key
)

select * from stated
