-- 在职人员控制率 is staff by posts approved, 三公经费控制率 what was spent by what was budgeted: both are near 100 %. A cap of
-- half or less is on the scale of a change.
with staffing as (select * from {{ ref('staffing_compared') }}),

targets as (
    select
        targets.*,
        targets.bare_name ~ '人员' as is_staff,
        staffing.establishment,
        staffing.actual,
        round(100.0 * staffing.actual / nullif(staffing.establishment, 0), 1) as actual_rate
    from {{ ref('targets_compared') }} as targets
    left join staffing on targets.statement_key = staffing.statement_key
    where
        targets.bare_name ~ '((在职|在编|编制|财政供养)人员|三公.?经费)控制(率|比例)?$'
        and targets.bare_name !~ '变动|增长|下降|降低'
        and targets.dimension = 'ratio'
        and targets.operator in ('<=', '<', '=')
        and targets.value * targets.factor_to_base <= 0.5
        and targets.confidence <> 'doubtful'
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        '<= 100%' as expected,
        concat(
            format('指标“%s”的指标值 %s 不合公式：', bare_name, target_words),
            case when is_staff then '在职人员控制率=在职人员数÷编制数' else '三公经费控制率=实际支出÷预算安排' end,
            '，标准为不超过 100%，填报的像是变动率',
            case
                when is_staff and actual_rate is not null
                    then format('；按表中在职 %s 人、编制 %s 人计算为 %s%%', actual, establishment, trim_scale(actual_rate))
            end
        ) as message_zh,
        concat(
            format('The target of “%s”, %s, is off the formula: ', bare_name, target_words),
            case when is_staff then 'staff by posts approved' else 'what was spent by what was budgeted' end,
            ' is at most 100 %, and the figure filed is on the scale of a change',
            case
                when is_staff and actual_rate is not null
                    then
                        format(
                            '; %s staff on %s posts are %s %%', actual, establishment, trim_scale(actual_rate)
                        )
            end
        ) as message_en
    from targets
)

select * from found
