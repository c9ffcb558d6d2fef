-- The type says 定量 and the value holds words without a figure, or it says 定性 and the value is a number. Words for zero
-- (零事故) are either; a deadline is, too.
with targets as (
    select
        *,
        case when value_cell <> '' then value_cell else qualitative_target end as value_said
    from {{ ref('targets_compared') }}
    where operator_cell in ('定量', '定性')
),

contradicted as (
    select
        *,
        operator_cell = '定量' as is_word
    from targets
    where
        (
            operator_cell = '定量'
            and target_kind in ('qualitative', 'period', 'frequency')
            and value_said ~ '^[一-龥,、()“”]+$'
            and value_said !~ '[一二两三四五六七八九十百千万]+(人|次|个|户|场|天|年|月|元|件|项|套|名)|零|以上|以内|不低于|不超过'
            and coalesce(qualitative_class, '') not in ('zero', 'none', 'not_applicable')
        )
        or (operator_cell = '定性' and target_kind in ('number', 'range') and value_said ~ '[0-9]')
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        case when is_word then '定性' else '定量' end as expected,
        format(
            case when is_word then '指标“%s”为定量指标，指标值“%s”却没有数字' else '指标“%s”为定性指标，指标值“%s”却是数字' end,
            indicator_name, value_said
        ) as message_zh,
        format(
            case
                when is_word then '“%s” is filed as quantitative, but its target “%s” holds no figure'
                else '“%s” is filed as qualitative, but its target “%s” is a number'
            end,
            indicator_name, value_said
        ) as message_en
    from contradicted
)

select * from found
