-- A deadline stands on a day that its month does not have, such as 11月31日. It is never rolled over. A date without a day or a
-- year says nothing here.
with targets as (
    select * from {{ ref('targets_compared') }}
    where target_kind = 'date' and target_date is null
),

dated as (
    select
        *,
        regexp_match({{ folded_text('target_filed') }}, '([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})')
            as parts
    from targets
),

measured as (
    select
        *,
        parts[3]::integer as day_filed,
        case
            when parts[2]::integer between 1 and 12
                then (make_date(parts[1]::integer, parts[2]::integer, 1) + interval '1 month - 1 day')::date
        end as month_ends_on
    from dated
    where parts is not null
),

found as (
    select
        {{ found_in_row('target_no') }},
        target_filed as filed,
        month_ends_on::text as expected,
        day_filed - extract(day from month_ends_on) as difference,
        format(
            '指标“%s”的日期“%s”不存在%s', indicator_name, target_filed, '：该月最后一天是' || month_ends_on::text
        ) as message_zh,
        format(
            'The date of indicator “%s”, %s, does not exist%s',
            indicator_name, target_filed, '; the last day of that month is ' || month_ends_on::text
        ) as message_en
    from measured
)

select * from found
