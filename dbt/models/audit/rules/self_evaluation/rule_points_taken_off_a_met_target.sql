-- The score is below its weight although the target was met, and no reason is given. Far more than was promised may cost points.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        weight > 0 and score < weight
        and {{ is_comparable() }} and {{ is_met() }}
        and (operator in ('<=', '<') or actual_value <= value * 1.3)
        and not ({{ has_reason() }})
),

found as (
    select
        {{ found_in_row('target_no') }},
        trim_scale(score)::text as filed,
        trim_scale(weight)::text as expected,
        score - weight as difference,
        format(
            '指标“%s”指标值 %s，实际完成 %s，已完成却只得 %s 分（满分 %s 分），未说明扣分原因', indicator_name,
            replace(target_filed, '|', ''), actual_filed, trim_scale(score), trim_scale(weight)
        ) as message_zh,
        format(
            '“%s” was to be %s and came to %s, yet scores %s of %s without a reason', indicator_name,
            replace(target_filed, '|', ''), actual_filed, trim_scale(score), trim_scale(weight)
        ) as message_en
    from targets
)

select * from found
