-- A target of timeliness says no more than the year it is filed for (2025年, 全年), which every target of the year means. What
-- goes on all year, such as upkeep, has no other time.
with targets as (
    select
        *,
        regexp_replace(concat(value_cell, unit_cell), '[|/-]', '', 'g') as time_said
    from {{ ref('targets_compared') }}
    where
        indicator_code = 'OUT.TIME' and confidence <> 'doubtful'
        and target_period is distinct from 'whole_project'
),

vague as (
    select * from targets
    where
        time_said ~ '^(年度内|当年内?|本年度?内?|全年|年内|(20[0-9]{2})年?度?内?(全年|全年度|当年|年内)?)$'
        and coalesce(substring(time_said from '20[0-9]{2}')::integer, year_key) = year_key
        and (
            bare_name ~ '(时限|期限|年度|到位|支付|拨付|支出|发放|下达|完成|完工|竣工|验收|兑现|缴纳|时间|及时率?|及时性)$'
            or bare_name ~ '^20[0-9]{2}年?度?$'
        )
        and bare_name !~ '维护|运行|运转|服务时间|周期|起止|使用|管护|保障时间|实施时间|受益'
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format('时效指标“%s”的指标值“%s”只说到年度，没有具体时限', indicator_name, target_words)
            as message_zh,
        format(
            'The target of time “%s”, “%s”, says no more than the year', indicator_name, target_words
        ) as message_en
    from vague
)

select * from found
