-- The full score stands beside an actual value that misses its target by more than one in a hundred, both in the same unit.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        score = weight and weight > 0
        and {{ is_comparable() }} and {{ is_missed() }}
),

found as (
    select
        {{ found_in_row('target_no') }},
        actual_filed as filed,
        replace(target_filed, '|', '') as expected,
        actual_value - value as difference,
        format(
            '指标“%s”指标值 %s，实际完成 %s，未完成却得满分 %s 分', indicator_name, replace(target_filed, '|', ''), actual_filed,
            trim_scale(score)
        ) as message_zh,
        format(
            '“%s” was to be %s and came to %s, yet has the full score of %s',
            indicator_name,
            replace(target_filed, '|', ''),
            actual_filed, trim_scale(score)
        ) as message_en
    from targets
)

select * from found
