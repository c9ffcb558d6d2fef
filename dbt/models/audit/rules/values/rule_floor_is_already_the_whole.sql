-- ≥100% of a share that cannot exceed the whole says = 100%. Growth and completion can exceed it; satisfaction of everyone
-- is a rule of its own. One finding tells all such targets of a statement.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator = '>='
        and operator_source = 'filed'
        and dimension = 'ratio'
        and value * factor_to_base = 1
        and not is_growth
        and level1_code <> 'SAT'
        and bare_name !~ '满意|好评'
        and bare_name
        !~ '(增长|增幅|增加|增收|增值|提高|提升|上升|超额|完成|收益|回报|产销|控制|达到|利用|使用|周转)(率|幅度|比例|比|程度|情况)?$'
        and confidence <> 'doubtful'
),

counted as (
    select
        statement_key,
        min(row_no) as row_no,
        array_agg(distinct row_no) as row_nos,
        count(*) as floors,
        string_agg(format('“%s”', bare_name), '、' order by row_no) as names,
        min(line_from) as line_from,
        max(line_to) as line_to
    from targets
    group by statement_key
),

found as (
    select
        {{ found_in_row("''", rows='row_nos', without=['difference']) }},
        '≥100%' as filed,
        '=100%' as expected,
        format('%s 项以百分比计量的指标要求≥100%%，最高即为 100%%，等于要求全部完成：%s', floors, names) as message_zh,
        format(
            'Targets of ≥100 %% for shares, which are 100 %% at most, ask for all of it: %s of them, %s',
            floors, names
        ) as message_en
    from counted
)

select * from found
