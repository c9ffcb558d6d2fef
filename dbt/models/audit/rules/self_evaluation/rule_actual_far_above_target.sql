-- What was reached is more than 130 % of a floor: the target was set too low, as reviewers of budgets see it.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator in ('>=', '>') and value > 0 and coalesce(level1_code, '') <> 'COST'
        and {{ is_comparable() }} and actual_value > value * 1.3
),

found as (
    select
        {{ found_in_row('target_no') }},
        actual_filed as filed,
        replace(target_filed, '|', '') as expected,
        actual_value - value as difference,
        format(
            '指标“%s”指标值 %s，实际完成 %s，为指标值的 %s%%，指标值偏低', indicator_name,
            replace(target_filed, '|', ''), actual_filed, round(actual_value / value * 100)
        ) as message_zh,
        format(
            '“%s” was to be %s and came to %s, %s %% of it: the target was set low', indicator_name,
            replace(target_filed, '|', ''), actual_filed, round(actual_value / value * 100)
        ) as message_en
    from targets
)

select * from found
