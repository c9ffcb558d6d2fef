-- Which task a department's target speaks of: the one whose words hold most of the pairs of characters in its name; where another
-- comes close none is meant. A cost of the very amount of one task is that task's.
{{ config(
    materialized='table', schema='intermediate', post_hook="analyze {{ this }}"
) }}

with task_pairs as (select * from {{ ref('task_words_compared') }}),

tasks as (
    select
        *,
        count(*) over (partition by statement_key, amount_yuan) as equals
    from {{ ref('tasks_compared') }}
),

targets as (
    select
        *,
        {{ subject_of('bare_name') }} as subject
    from {{ ref('targets_compared') }}
    where
        statement_kind = 'department_overall' and dimension in ('money', 'persons')
        and value_base > 0 and confidence <> 'doubtful'
),

scored as (
    select
        targets.statement_key,
        targets.row_no,
        targets.target_no,
        task_pairs.row_no as task_row_no,
        sum(task_pairs.weight) as score
    from targets
    cross join lateral ({{ character_pairs('targets.subject') }}) as pairs
    inner join task_pairs on targets.statement_key = task_pairs.statement_key and pairs.pair = task_pairs.pair
    group by
        targets.statement_key,
        targets.row_no,
        targets.target_no,
        task_pairs.row_no
),

ranked as (
    select
        *,
        lead(score, 1, 0)
            over (partition by statement_key, row_no, target_no order by score desc)
            as next_score,
        row_number() over (partition by statement_key, row_no, target_no order by score desc) as place
    from scored
),

matched as (
    select
        targets.*,
        coalesce(equal_tasks.row_no, ranked.task_row_no) as task_row_no
    from targets
    left join tasks as equal_tasks
        on
            targets.statement_key = equal_tasks.statement_key and targets.dimension = 'money'
            and targets.value_base = equal_tasks.amount_yuan and equal_tasks.equals = 1
    left join ranked
        on
            (targets.statement_key, targets.row_no, targets.target_no)
            = (ranked.statement_key, ranked.row_no, ranked.target_no)
            and ranked.place = 1 and ranked.score >= 1 and ranked.score > 2 * ranked.next_score
    where coalesce(equal_tasks.row_no, ranked.task_row_no) is not null
)

select * from matched
