-- The sign filed is no operator but looks like one, such as 《 for <.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator_source = 'repaired'
),

found as (
    select
        {{ found_in_row('target_no', without=['difference']) }},
        target_filed as filed,
        operator as expected,
        format('指标“%s”的指标值 %s 的符号有误，疑为“%s”', indicator_name, replace(target_filed, '|', ''), operator)
            as message_zh,
        format(
            'The sign in the target of “%s”, %s, seems a slip for %s',
            indicator_name,
            replace(target_filed, '|', ''),
            operator
        ) as message_en
    from targets
)

select * from found
