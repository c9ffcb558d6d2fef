-- A project's one head-count times its one standard of payment per head; the periods in which it may be paid in a year: once, by
-- half-year, quarter, month of teaching or month, or by the month alone where the standard says so.
{{ config(materialized='view', schema='intermediate') }}

with targets as (
    select
        *,
        concat_ws('/', unit_filed, bare_name) as measure,
        '“' || indicator_name || '”' || target_words as factor
    from {{ ref('targets_compared') }}
    where
        statement_kind = 'project' and confidence <> 'doubtful' and value > 0 and not is_growth
        and target_period is distinct from 'whole_project'
),

counts as (
    select
        statement_key,
        min(row_no) as row_no,
        min(value_base) as heads,
        min(factor) as factor
    from targets
    where dimension = 'persons' and level1_code = 'OUT'
    group by statement_key
    having count(*) = 1 and bool_and(measure !~ '率|每[次场天]')
),

standards as (
    select
        statement_key,
        min(row_no) as row_no,
        min(value_base) as yuan,
        min(half_digit) as half_digit,
        min(factor) as factor,
        bool_or(measure ~ '月') as is_monthly,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    where dimension = 'money' and level1_code in ('OUT', 'COST') and measure ~ '标准|人均|/人'
    group by statement_key
    having count(*) = 1 and bool_and(measure !~ '[次天日场亩户]/|/[次天日场亩户]|每[次天日场亩户]')
),

multiplied as (
    select
        standards.statement_key,
        standards.row_no,
        array[counts.row_no, standards.row_no] as row_nos,
        counts.factor || ' × ' || standards.factor as factors,
        counts.heads * standards.yuan as product,
        counts.heads * standards.half_digit as tolerance,
        case when standards.is_monthly then array[12, 10] else array[1, 2, 4, 10, 12] end as periods,
        standards.line_from,
        standards.line_to
    from standards
    inner join counts on standards.statement_key = counts.statement_key
)

select * from multiplied
