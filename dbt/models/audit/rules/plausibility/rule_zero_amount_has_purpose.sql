-- A text states an amount of zero and goes on to say what it is mainly for.
with amounts as (
    select * from {{ ref('amounts_compared') }}
    where
        amount_yuan = 0
        and statement_kind = 'narrative'
        and content ~ '^(主要)?(为|用于)'
        and content !~ '持平|无|没有|未安排'
),

found as (
    select
        statement_key,
        row_no,
        array[row_no] as row_nos,
        amount_no::text as element,
        amount_filed || coalesce(unit_filed, '') as filed,
        null::text as expected,
        null::numeric as difference,
        format('“%s”为 0，却写明用途：%s', item_name, content) as message_zh,
        format('“%s” is 0, and yet the text says what it is for: %s', item_name, content) as message_en,
        line_from,
        line_to
    from amounts
)

select * from found
