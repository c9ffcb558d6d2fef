-- A description that only repeats the name says nothing of its own.
{{ config(materialized='view', schema='intermediate') }}

with goals as (
    select * from {{ ref('goals_compared') }}
),

targets as (
    select * from {{ ref('targets_compared') }}
    where confidence <> 'doubtful'
),

stated as (
    select
        document_id,
        statement_key,
        row_no,
        'goal ' || attribute_no as place,
        goal as words,
        line_from,
        line_to
    from goals
    union all
    select
        document_id,
        statement_key,
        row_no,
        'name ' || target_no,
        indicator_name,
        line_from,
        line_to
    from targets
    union all
    select
        document_id,
        statement_key,
        row_no,
        'description ' || target_no,
        description,
        line_from,
        line_to
    from targets
    where description <> indicator_name
),

filled as (
    select * from stated
    where words <> ''
)

select * from filled
