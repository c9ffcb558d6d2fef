-- The name ends in 率 and the unit is no ratio, as in a rate of payment measured in 人. Frequencies, efficiencies, rates of
-- disease per head, of exchange and the like have units of their own.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        bare_name ~ '率$'
        and bare_name !~ '(频|效|功|速|汇|税|费|死亡|发病|患病|发生|感染|斜|曲|分辨|流|焦|容积|周转|差异|出口|转化)率$'
        and unit_filed is not null
        and dimension not in ('ratio', 'ratio_delta', 'unmapped', 'score', 'grade')
        and confidence <> 'doubtful'
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        '%' as expected,
        format('指标“%s”为比率，指标值 %s 的单位却是“%s”', indicator_name, replace(target_filed, '|', ''), unit_filed)
            as message_zh,
        format(
            '“%s” is a rate, but its target %s is measured in %s',
            indicator_name,
            replace(target_filed, '|', ''),
            unit_filed
        ) as message_en
    from targets
)

select * from found
