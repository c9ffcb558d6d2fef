-- What the costs of each task come to in a year, in figures and words; whole where every cost of the statement is known.
{{ config(materialized='view', schema='intermediate') }}

with costs as (select * from {{ ref('task_costs_compared') }}),

-- a cost that no task is known for may belong to any
unplaced as (
    select statement_key from {{ ref('targets_compared') }}
    where
        level1_code = 'COST'
        and dimension = 'money'
        and (statement_key, row_no) not in (
            select
                costs.statement_key,
                costs.row_no
            from costs
        )
),

summed as (
    select
        statement_key,
        task_row_no,
        sum(year_yuan) as year_yuan,
        sum(tolerance) as tolerance,
        bool_and(year_yuan is not null)
        and statement_key not in (select unplaced.statement_key from unplaced) as is_whole,
        bool_or(is_per_head) as is_per_head,
        string_agg(
            '“' || indicator_name || '”' || target_filed
            || case when is_per_head and heads is not null then '×' || trim_scale(heads) || '人' else '' end
            || case when months = 12 then '×12月' else '' end, '、' order by row_no
        ) as words,
        array_agg(row_no) || array_agg(count_row_no) || task_row_no as row_nos,
        case when count(*) = 1 then min(row_no) else task_row_no end as row_no,
        case when count(*) = 1 then min(line_from) end as line_from,
        max(line_to) as line_to
    from costs
    group by
        statement_key,
        task_row_no
)

select * from summed
