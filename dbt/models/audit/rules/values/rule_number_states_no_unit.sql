-- A figure without unit where neither name nor words give one: 人数 and 场次 count themselves, (亩) stands in brackets, an
-- index or a rank has none. A rate at 1 or below is a fraction.
with units as (select * from {{ ref('dim_unit') }}),

targets as (
    select
        *,
        bare_name ~ '(率|满意度)$' as is_rate
    from {{ ref('targets_compared') }}
    where
        target_kind in ('number', 'range')
        and unit_filed is null
        and coalesce(value, lower_bound, upper_bound) > 0
        and bare_name ~ '[一-龥]{2}'
        and words !~ '[%‰]|百分'
        and level1_code <> 'UNK'
        and confidence <> 'doubtful'
),

figures as (
    select * from targets
    where
        (not is_rate or coalesce(value, lower_bound, upper_bound) > 1)
        and bare_name !~ '(频|效|功|速|汇|税|费|死亡|发病|患病|发生|感染|分辨|流|容积|周转|杠杆)率$'
        and (
            bare_name !~ '(数|数量|人次|户次|场次|批次|频次|次|名次|排名|名|等级|级别|得分|评分|分值|倍|编号|年份|比)$'
            or bare_name ~ '(资金|金额|经费|费用|成本|收入|支出|产值|投资|面积|长度|里程)总?数$'
        )
        and bare_name !~ '指数|系数|[pP][hH]值|浓度|[一-龥]/[一-龥]'
),

unsaid as (
    select * from figures
    where
        not exists (
            select 1
            from regexp_matches(figures.words, '\(([^()]*)\)', 'g') as bracketed (words)
            inner join units on units.unit_name = regexp_replace(bracketed.words[1], '^[≥≤<>=.0-9]+', '')
        )
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        case when is_rate then '%' end as expected,
        format('指标“%s”的指标值 %s 未注明计量单位', indicator_name, target_words) as message_zh,
        format('The target of “%s”, %s, states no unit', indicator_name, target_words)
            as message_en
    from unsaid
)

select * from found
