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
        {{ found_in_row('amount_no', without=['expected', 'difference']) }},
        amount_filed || coalesce(unit_filed, '') as filed,
        format('“%s”为 0，却写明用途：%s', item_name, content) as message_zh,
        format('“%s” is 0, and yet the text says what it is for: %s', item_name, content) as message_en
    from amounts
)

select * from found
