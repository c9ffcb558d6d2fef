-- The column 指标值内容 repeats the target with another sign or figure: = 900 beside ≥900万元.
with notations as (
    select * from {{ ref('operator_notations') }}
    where position = 'prefix'
),

targets as (
    select
        *,
        regexp_match(
            replace(content_cell, ',', ''),
            '^([≥≤<>=≧≦]*|不低于|不少于|不超过|不高于)([0-9]+(?:\.[0-9]+)?)([^0-9.]*)$'
        ) as parts
    from {{ ref('targets_compared') }}
    where
        target_kind = 'number' and level1_code <> 'UNK' and statement_kind <> 'narrative'
        and confidence <> 'doubtful'
),

compared as (
    select
        targets.*,
        targets.value - targets.parts[2]::numeric as value_difference,
        targets.operator_source = 'filed' and targets.operator <> notations.operator as is_other_sign
    from targets
    left join notations on targets.parts[1] = notations.notation
    where targets.parts[3] in ('', targets.unit_filed)
),

found as (
    select
        {{ found_in_row('target_no') }},
        target_filed as filed,
        content_cell as expected,
        nullif(value_difference, 0) as difference,
        format(
            '指标“%s”的指标值 %s 与指标值内容“%s”%s不一致', indicator_name, target_words, content_cell,
            case when value_difference <> 0 then '数值' else '符号' end
        ) as message_zh,
        format(
            'The target of “%s”, %s, differs from what the column of its content says, “%s”, in its %s',
            indicator_name, target_words, content_cell,
            case when value_difference <> 0 then 'figure' else 'sign' end
        ) as message_en
    from compared
    where value_difference <> 0 or is_other_sign
)

select * from found
