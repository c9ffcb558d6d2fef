-- The sign filed is no operator but looks like one, such as 《 for <.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        operator_source = 'repaired'
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        target_no::text as element,
        target_filed as filed,
        operator as expected,
        null::numeric as difference,
        format('指标“%s”的指标值 %s 的符号有误，疑为“%s”', indicator_name, replace(target_filed, '|', ''), operator)
            as message_zh,
        format(
            'The sign in the target of “%s”, %s, seems a slip for %s',
            indicator_name,
            replace(target_filed, '|', ''),
            operator
        ) as message_en,
        line_from,
        line_to
    from targets
)

select * from found
