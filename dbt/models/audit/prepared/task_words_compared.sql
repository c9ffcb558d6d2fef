-- Pairs of characters by which a task is known; a pair that several tasks of a statement have tells the less.
{{ config(materialized='view', schema='intermediate') }}

with tasks as (
    select * from {{ ref('tasks_compared') }}
),

worded as (
    select
        tasks.statement_key,
        tasks.row_no,
        pairs.pair,
        1.0 / count(*) over (partition by tasks.statement_key, pairs.pair) as weight
    from tasks
    cross join lateral ({{ character_pairs('tasks.words') }}) as pairs
)

select * from worded
