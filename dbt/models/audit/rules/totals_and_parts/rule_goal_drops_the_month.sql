-- An amount that the table gives by the month stands in the goal without the month, though the goal says 每月 of another amount: one of
-- the two is wrong by twelve times.
with goals as (
    select * from {{ ref('goals_compared') }}
    where folded_goal ~ '每月|月均|按月'
),

targets as (
    select
        *,
        regexp_replace(bare_name, '(合计|总额|总数|金额|资金|标准|支出)+$', '') as item
    from {{ ref('targets_compared') }}
    where dimension = 'money' and value > 0 and unit_filed ~ '元/月' and confidence <> 'doubtful'
),

told as (
    select
        targets.*,
        goals.row_no as goal_row_no,
        clause.words as clause
    from targets
    inner join goals on targets.statement_key = goals.statement_key
    cross join lateral regexp_split_to_table(goals.folded_goal, '[,，。;；]') as clause (words)
    where
        length(targets.item) > 3 and clause.words !~ '月'
        and clause.words ~ (
            regexp_replace(targets.item, '([^一-龥])', '\\\1', 'g')
            || '[^0-9]{0,4}'
            || replace(trim_scale(targets.value)::text, '.', '\.')
            || replace(targets.unit_filed, '元/月', '元?') || '$'
        )
),

found as (
    select distinct on (statement_key, row_no, target_no)
        {{ found_in_row('target_no', rows='array[goal_row_no, row_no]', without=['difference']) }},
        trim_scale(value) || unit_filed as filed,
        clause as expected,
        format('指标“%s”为 %s，绩效目标写“%s”，未写按月', indicator_name, trim_scale(value) || unit_filed, clause)
            as message_zh,
        format(
            '“%s” is %s, and the goal says “%s”, not by the month',
            indicator_name,
            trim_scale(value) || unit_filed,
            clause
        )
            as message_en
    from told
    order by
        statement_key,
        row_no,
        target_no,
        goal_row_no,
        clause
)

select * from found
