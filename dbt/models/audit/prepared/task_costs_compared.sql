-- A cost of a task by the year: per head times the task's head-count (of several the nearest in words; running costs go by the staff).
{{ config(materialized='view', schema='intermediate') }}

with tasks as (select * from {{ ref('tasks_compared') }}),

targets as (
    select
        targets.*,
        tasks.item_name,
        tasks.category_code,
        concat(targets.denominators, '/', targets.bare_name) as measure
    from {{ ref('task_targets_compared') }} as targets
    inner join tasks on targets.statement_key = tasks.statement_key and targets.task_row_no = tasks.row_no
),

costs as (
    select
        *,
        measure ~ '(^|/)人(/|$)|人均|每人' as is_per_head,
        case when measure ~ '(^|/)月/|每月|月均' then 12 else 1 end as months,
        measure ~ '(^|/)[次场天日期课亩户个]|[每均]次|次均|每[场天日期亩户个]' as is_per_other
    from targets
    where dimension = 'money' and level1_code = 'COST' and not is_growth and bare_name !~ '节约|节省|降低|减少|压减'
),

counts as (
    select * from targets
    where dimension = 'persons' and bare_name !~ '每[次场]'
),

paired as (
    select
        costs.*,
        counts.row_no as count_row_no,
        counts.value_base as heads,
        row_number() over (
            partition by costs.statement_key, costs.row_no, costs.target_no
            order by ({{ pairs_in_common('costs.subject', 'counts.subject') }}) desc, counts.row_no
        ) as place
    from costs
    left join counts
        on
            costs.statement_key = counts.statement_key and costs.is_per_head
            and (
                costs.task_row_no = counts.task_row_no
                or (costs.category_code = 'EX.BAS.PUB' and counts.category_code = 'EX.BAS.PER')
            )
),

costed as (
    select
        *,
        case when not is_per_other then value_base * months * case when is_per_head then heads else 1 end end
            as year_yuan,
        half_digit * months * coalesce(heads, 1) as tolerance
    from paired
    where place = 1
)

select * from costed
