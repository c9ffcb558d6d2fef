-- The name ends in 率 or 满意度, the figure is above 1, and neither target nor words name a unit.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        bare_name ~ '(率|满意度)$'
        and bare_name !~ '(频|效|功|速|汇|税|费|死亡|发病|患病|发生|感染|分辨|流|容积|周转)率$'
        and target_kind in ('number', 'range')
        and unit_filed is null
        and coalesce(value, lower_bound, upper_bound) > 1
        and words !~ '[%‰]|百分'
        and confidence <> 'doubtful'
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        target_no::text as element,
        target_filed as filed,
        '%' as expected,
        null::numeric as difference,
        format('比率指标“%s”的指标值 %s 未注明单位', indicator_name, replace(target_filed, '|', '')) as message_zh,
        format(
            'The target of the rate “%s”, %s, states no unit', indicator_name, replace(target_filed, '|', '')
        ) as message_en,
        line_from,
        line_to
    from targets
)

select * from found
